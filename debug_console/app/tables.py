"""How things look: rows as a table, or as paragraphs where a table has no room; fields below each
other."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_NOTHING = "–"
_GAP = 2
_LEAST_WIDTH = 20
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


@dataclass(frozen=True)
class Rows:
    """A list. Ids stay in one piece, to be copied: where that leaves no room for a table, each row
    is a paragraph."""

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[str]

    def __rich_console__(
        self,
        console: Console,
        options: ConsoleOptions,
    ) -> RenderResult:
        cells = [[flat(_inside(row, column)) for row in self.rows] for column in self.columns]
        widths = _widths(self._texts(), options.max_width)
        if widths is None:
            for row in self.rows:
                yield from self._paragraph(row)
            return
        table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold")
        for column, width in zip(self.columns, widths, strict=True):
            table.add_column(title(column), width=width)
        for of_row in zip(*cells, strict=True):
            table.add_row(*of_row)
        yield table

    def __rich_measure__(
        self,
        console: Console,
        options: ConsoleOptions,
    ) -> Measurement:
        wanted = sum(max(map(cell_len, texts)) + _GAP for texts in self._texts())
        return Measurement(_LEAST_WIDTH, wanted).with_maximum(options.max_width)

    def _texts(self) -> list[list[str]]:
        """Of each column, with its head."""
        return [
            [title(column), *(flat(_inside(row, column)).plain for row in self.rows)]
            for column in self.columns
        ]

    def _paragraph(self, row: Mapping[str, Any]) -> Iterator[RenderableType]:
        """The first column, and below it whatever there is of the others."""
        first, *others = self.columns
        yield Text(flat(_inside(row, first)).plain, style="bold")
        parts = [
            Text.assemble((f"{title(one)} ", "dim"), flat(_inside(row, one)))
            for one in others
            if _inside(row, one) is not None
        ]
        yield Padding(Text(", ").join(parts), (0, 0, 0, 2), expand=False)


def fields(record: Mapping[str, Any]) -> Table:
    """One thing, a line for each of its fields; what is inside it, beside their names."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in record.items():
        table.add_row(title(name), _inner(value))
    return table


def _inner(value: Any) -> RenderableType:
    if isinstance(value, Mapping) and value:
        return fields(value)
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        return Rows(value, columns_of(value))
    return flat(value)


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """All that any of them has."""
    return list(dict.fromkeys(name for row in rows for name in row))


def flat(value: Any) -> Text:
    """In one line, whatever it is."""
    if value is None or value in ([], {}):
        return Text(_NOTHING, style="dim")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, Mapping):
        return Text(", ".join(f"{name} {flat(part).plain}" for name, part in value.items()))
    if isinstance(value, list):
        separator = "; " if isinstance(value[0], Mapping) else ", "
        return Text(separator.join(flat(one).plain for one in value))
    if isinstance(value, dt.datetime):
        value = value.isoformat()
    text = _local_time(str(value))
    return Text(text, style=_STYLES.get(text.upper(), ""))


def title(name: str) -> str:
    """Of a field. What is a value of the platform stays as it is."""
    return name.replace(".", " ").replace("_", " ") if name.islower() else name


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Of each column of texts; None when there is no room for the longest words. Those that want
    least beyond these get it first."""
    words = [[word for text in texts for word in text.split()] for texts in columns]
    widths = [max(map(cell_len, [*of_column, " "])) for of_column in words]
    wanted = [max(map(cell_len, texts)) for texts in columns]
    spare = room - sum(widths) - _GAP * len(columns)
    if spare < 0:
        return None
    for at in sorted(range(len(columns)), key=lambda one: wanted[one] - widths[one]):
        more = min(max(wanted[at] - widths[at], 0), spare)
        widths[at] += more
        spare -= more
    return widths


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
