"""What a command shows: tables for people, JSON for scripts."""

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from app.failures import Failure
from app.tables import ID, Rows, fields, flat

# Nothing is broken off in a file: what reads it goes line by line.
WIDTH_OF_FILES = 10_000
_REMEMBERED_IDS = 100


class Seen:
    """Ids that were shown of late: the next command is often about one of them."""

    def __init__(self) -> None:
        self.ids: dict[str, None] = {}

    def note(self, text: str) -> None:
        for found in ID.findall(text):
            self.ids.pop(found, None)
            self.ids[found] = None
        while len(self.ids) > _REMEMBERED_IDS:
            self.ids.pop(next(iter(self.ids)))


# By this program since it was started.
SEEN = Seen()


def console(*, stderr: bool = False) -> Console:
    """For standard output or error, as they are now: tests and the shell exchange them."""
    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=WIDTH_OF_FILES)


@dataclass(frozen=True)
class Output:
    as_json: bool = False

    def rows(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
        """A list. As JSON it has all fields, not only these columns."""
        for row in reversed(rows):
            _remember(row, columns)
        if self.as_json:
            print_json(list(rows))
        else:
            _print(Rows(rows, columns))

    def record(self, record: Mapping[str, Any]) -> None:
        """One thing with its fields."""
        _remember(record, list(record))
        if self.as_json:
            print_json(record)
        else:
            _print(fields(record))

    def event(self, kind: str, data: Mapping[str, Any]) -> None:
        """One of many, as they come; as JSON a line for each."""
        if self.as_json:
            sys.stdout.write(json.dumps({"event": kind, "data": data}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        else:
            now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
            _print(Text.assemble((f"{now} ", "dim"), (f"{kind}  ", "bold"), flat(data)))

    def say(self, text: str, style: str = "") -> None:
        """A remark, which scripts do not want to read."""
        if not self.as_json:
            _print(Text(text, style=style))


def _remember(row: Mapping[str, Any], columns: Sequence[str]) -> None:
    """The first of them last, so that it is offered first."""
    for column in reversed(columns):
        SEEN.note(str(row.get(column, "")))


def print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_as_json)
    sys.stdout.write(text + "\n")


def _as_json(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def show_failure(failure: Failure) -> None:
    errors = console(stderr=True)
    errors.print(Text(failure.message, style="red"))
    if failure.way_out:
        errors.print(Text(failure.way_out, style="bold"))


def _print(what: Any) -> None:
    console().print(what)
