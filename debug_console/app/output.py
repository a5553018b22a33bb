"""What a command shows: tables for people, JSON for scripts."""

import datetime as dt
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.failures import Failure

# Wide enough for an id and a few words when the output is a file.
WIDTH_OF_FILES = 132
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_REMEMBERED_IDS = 100
_STYLES = {
    "OK": "green",
    "READY": "green",
    "ONLINE": "green",
    "VALID": "green",
    "DELIVERED": "green",
    "DEGRADED": "yellow",
    "PENDING": "yellow",
    "NEW": "yellow",
    "OFFLINE": "red",
    "UNAVAILABLE": "red",
    "ERROR": "red",
    "DEAD": "red",
    "REVOKED": "red",
    "BOARDED": "cyan",
}


class Seen:
    """Ids that were shown of late: the next command is often about one of them."""

    def __init__(self) -> None:
        self.ids: dict[str, None] = {}

    def note(self, text: str) -> None:
        for found in _ID.findall(text):
            self.ids.pop(found, None)
            self.ids[found] = None
        while len(self.ids) > _REMEMBERED_IDS:
            self.ids.pop(next(iter(self.ids)))


# By this program since it was started.
SEEN = Seen()


def console() -> Console:
    """For standard output, as it is now: tests and the shell exchange it."""
    made = Console()
    return made if made.is_terminal else Console(width=WIDTH_OF_FILES)


@dataclass(frozen=True)
class Output:
    as_json: bool = False

    def rows(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
        """A list. As JSON it has all fields, not only these columns."""
        for row in reversed(rows):
            SEEN.note(str(row.get("id", "")))
        if self.as_json:
            print_json(list(rows))
            return
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for column in columns:
            table.add_column(_title(column), overflow="fold")
        for row in rows:
            table.add_row(*(cell(_flat(_inside(row, column))) for column in columns))
        console().print(table)

    def record(self, record: Mapping[str, Any]) -> None:
        """One thing with its fields."""
        SEEN.note(str(record.get("id", "")))
        if self.as_json:
            print_json(record)
            return
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold")
        table.add_column(overflow="fold")
        for name, value in record.items():
            table.add_row(_title(name), cell(value))
        console().print(table)

    def say(self, text: str, style: str = "") -> None:
        """A remark, which scripts do not want to read."""
        if not self.as_json:
            console().print(Text(text, style=style), soft_wrap=True)


def print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write(text + "\n")


def show_failure(failure: Failure) -> None:
    errors = Console(stderr=True)
    errors.print(Text(failure.message, style="red"), soft_wrap=True)
    if failure.way_out:
        errors.print(Text(failure.way_out, style="bold"), soft_wrap=True)


def cell(value: Any) -> Text:
    if value is None:
        return Text("–", style="dim")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return Text(", ".join(value) or "–")
    if isinstance(value, dict | list):
        return Text(json.dumps(value, ensure_ascii=False, indent=2))
    text = _local_time(str(value))
    return Text(text, style=_STYLES.get(text.upper(), ""))


def _flat(value: Any) -> Any:
    """Of what has parts, one line: a table has many rows."""
    if not isinstance(value, Mapping):
        return value
    return ", ".join(f"{name} {part}" for name, part in value.items())


def _local_time(text: str) -> str:
    """A time of the platform by this machine's clock, to the second; other texts as they are."""
    if len(text) < len("2026-01-01T00:00") or "T" not in text[:11]:
        return text
    try:
        return dt.datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return text


def _inside(row: Mapping[str, Any], column: str) -> Any:
    value: Any = row
    for name in column.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _title(name: str) -> str:
    return name.replace(".", " ").replace("_", " ")
