"""The two formats of a file of rows: CSV for spreadsheets, JSON lines for programs."""

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson
from service_kit.row_files.guard import guard

# By column: a dict, or a row of a result.
Row = Mapping[Any, Any]
# Without it spreadsheets take UTF-8 for the character set of their country.
BYTE_ORDER_MARK = "\ufeff"


class RowFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


class RowEncoder(ABC):
    """Rows of some columns as bytes, a batch at a time."""

    media_type: str

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = columns

    def head(self) -> bytes:
        """What comes before the first row."""
        return b""

    @abstractmethod
    def rows(self, rows: Iterable[Row]) -> bytes: ...


class CsvEncoder(RowEncoder):
    """Everything but numbers in quotes: a cell with a semicolon must not fall apart in a
    spreadsheet that separates by semicolons, or its second half would be a cell without a guard."""

    media_type = "text/csv; charset=utf-8"

    def head(self) -> bytes:
        return (BYTE_ORDER_MARK + _csv_lines([self.columns])).encode()

    def rows(self, rows: Iterable[Row]) -> bytes:
        return _csv_lines([_cell(row[name]) for name in self.columns] for row in rows).encode()


class JsonLinesEncoder(RowEncoder):
    media_type = "application/x-ndjson"

    def rows(self, rows: Iterable[Row]) -> bytes:
        return b"".join(
            orjson.dumps(
                {name: _utc(row[name]) for name in self.columns},
                option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS,
                default=str,
            )
            for row in rows
        )


ENCODERS: dict[RowFormat, type[RowEncoder]] = {
    RowFormat.CSV: CsvEncoder,
    RowFormat.JSONL: JsonLinesEncoder,
}


def _csv_lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> str | int | float:
    """Numbers as they are, nothing as an empty cell, anything else as guarded text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, dict | list):
        return guard(orjson.dumps(value, default=str).decode())
    if isinstance(value, datetime):
        return _utc(value).isoformat()  # type: ignore[no-any-return]
    return guard(str(value))


def _utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
