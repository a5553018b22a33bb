"""The prompt."""

import shlex
from collections.abc import Callable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory

from app.output import console

_LEAVE = {"exit", "quit", "q"}
_WITH_SECRETS = ("--password", "--secret", "--key")
HINT = "Tab completes, ↑ recalls, `help` lists the commands, `exit` leaves."


class CarefulHistory(FileHistory):
    """A private file, in which no password is written."""

    def __init__(self, file: Path) -> None:
        file.touch(mode=0o600)
        super().__init__(str(file))

    def store_string(self, string: str) -> None:
        if not any(option in string for option in _WITH_SECRETS):
            super().store_string(string)


def stay(run: Callable[[list[str]], int], completer: Completer, history: Path) -> None:
    """Ask for commands and run them, until the person leaves. `run` answers an exit code."""
    session: PromptSession[str] = PromptSession(
        history=CarefulHistory(history),
        completer=completer,
        auto_suggest=AutoSuggestFromHistory(),
        complete_while_typing=False,
    )
    code = 0
    while True:
        mark = "ansigreen" if code == 0 else "ansired"
        try:
            line = session.prompt(HTML(f"<{mark}>provodnik&gt;</{mark}> ")).strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line in _LEAVE:
            return
        if line:
            code = _run(run, line)


def _run(run: Callable[[list[str]], int], line: str) -> int:
    try:
        parts = shlex.split(line)
    except ValueError as error:
        console().print(f"This cannot be read: {error}.", style="red")
        return 2
    if parts[0] in {"help", "?"}:
        parts = [*parts[1:], "--help"]
    return run(parts)
