"""Reading a CSV file that somebody made, perhaps in a spreadsheet."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from service_kit.row_files.errors import UnreadableFile
from service_kit.row_files.formats import BYTE_ORDER_MARK
from service_kit.row_files.guard import unguard

_SEPARATORS = ",;"


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    column: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its cells by column, without those that are empty."""

    number: int
    cells: dict[str, str]


def read_rows(
    body: bytes, *, required: Collection[str], optional: Collection[str], maximum: int
) -> Iterator[FileRow | RowFault]:
    """The rows of a file in UTF-8, with or without byte order mark, separated by `,` or `;`.

    A row of another length than the header's is a fault of that row. Empty rows are left out.

    Raises:
        UnreadableFile: it is no such file, a column is missing or unknown, or it has more rows
            than `maximum`. While iterating, too.
    """
    lines = _decode(body)
    separator, columns = _header(lines, required, optional)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 or not any(cells):
                continue
            if number > maximum + 1:
                raise UnreadableFile(
                    f"The file has more than {maximum} rows. Divide it and send the parts."
                )
            yield _row(number, cells, columns)
    except csv.Error as error:
        raise UnreadableFile(f"Row {number + 1} cannot be read: {error}.") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode().removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"Line {line} is not UTF-8. Save the file as CSV UTF-8 and send it again."
        ) from error


def _header(
    text: str, required: Collection[str], optional: Collection[str]
) -> tuple[str, Sequence[str]]:
    """The separator and the names of the columns, in the order of the file."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        found = next(csv.reader([first], delimiter=separator, strict=True), [])
    except csv.Error as error:
        raise UnreadableFile(f"The header cannot be read: {error}.") from error
    columns = [name.strip() for name in found]
    problems = [
        *(f"{name} is missing" for name in sorted(set(required) - set(columns))),
        *(f"{name!r} is unknown" for name in columns if name not in {*required, *optional}),
        *(f"{name} stands twice" for name in sorted(set(columns)) if columns.count(name) > 1),
    ]
    if problems:
        told = "; ".join(problems[:10])
        raise UnreadableFile(
            f"The header must name the columns {', '.join(required)}"
            + (f" and may name {', '.join(optional)}" if optional else "")
            + f": {told}."
        )
    return separator, columns


def _row(number: int, cells: Sequence[str], columns: Sequence[str]) -> FileRow | RowFault:
    if len(cells) != len(columns):
        message = f"The row has {len(cells)} cells, the header {len(columns)}."
        return RowFault(number, None, "CELL_COUNT", message)
    return FileRow(
        number,
        {name: unguard(cell) for name, cell in zip(columns, cells, strict=True) if cell != ""},
    )
