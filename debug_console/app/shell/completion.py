"""What can be typed next."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, get_args

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from app.output import Seen


@dataclass(frozen=True)
class Word:
    """A command or a group of commands. `options` with what they do."""

    help: str
    words: dict[str, "Word"] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


def word_of(command: Any) -> Word:
    """The tree of words below a command of Typer, whose classes are private since it has its own
    copy of Click."""
    options: dict[str, str] = {}
    values: dict[str, tuple[str, ...]] = {}
    for one in command.params:
        for name in one.opts:
            if name.startswith("--"):
                options[name] = str(getattr(one, "help", "") or "")
                values[name] = _choices(one)
    inner = getattr(command, "commands", {})
    words = {name: word_of(one) for name, one in inner.items() if not one.hidden}
    return Word(command.get_short_help_str(80), words, options, values)


def _choices(option: Any) -> tuple[str, ...]:
    kind = option.type_descriptor.annotation
    kind = next(iter(get_args(kind)), kind)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


class CommandCompleter(Completer):
    def __init__(self, root: Word, seen: Seen) -> None:
        self._root = root
        self._seen = seen

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the library's
    ) -> Iterator[Completion]:
        begun, before = _split(document.text_before_cursor)
        word = self._root
        last = ""
        for part in before:
            word = word.words.get(part, word)
            last = part
        for text, about in self._candidates(word, last, begun):
            if text.startswith(begun):
                yield Completion(text, start_position=-len(begun), display_meta=about)

    def _candidates(self, word: Word, last: str, begun: str) -> Iterator[tuple[str, str]]:
        if word.values.get(last):
            yield from ((value, "") for value in word.values[last])
        elif word.words:
            yield from ((name, inner.help) for name, inner in word.words.items())
        elif begun.startswith("-"):
            yield from word.options.items()
        else:
            yield from ((one, "shown before") for one in reversed(self._seen.ids))
            yield from word.options.items()


def _split(text: str) -> tuple[str, list[str]]:
    """The word that is being typed, and those before it."""
    try:
        parts = shlex.split(text)
    except ValueError:
        return "", []
    if not text or text[-1].isspace():
        return "", parts
    return parts[-1], parts[:-1]
