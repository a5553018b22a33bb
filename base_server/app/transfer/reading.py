"""From a file to rows of a form, and the faults that can be seen without the database."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from service_kit.row_files import FileRow, RowFault, read_rows

from app.transfer.kinds import Form
from app.transfer.schemas import TicketRow

MOST_ROWS = 200_000


@dataclass
class ReadFile:
    """`rows` by their number in the file."""

    rows: dict[int, Any] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows.keys() | {fault.row for fault in self.faults})


def read(body: bytes, form: Form) -> ReadFile:
    """Raises `UnreadableFile`. Takes seconds for a long file, so not on the event loop."""
    found = ReadFile()
    for row in read_rows(body, required=form.required, optional=form.optional, maximum=MOST_ROWS):
        if isinstance(row, RowFault):
            found.faults.append(row)
        else:
            _validate(found, row, form.row)
    found.faults += _repeated(found.rows, "id", lambda row: row.id)
    if form.row is TicketRow:
        found.faults += _repeated(found.rows, "place_number", place_of)
    return found


def place_of(row: TicketRow) -> tuple[str, Any, int, int]:
    return (row.train_number, row.start_date, row.wagon_number, row.place_number)


def _validate(found: ReadFile, row: FileRow, form: type[BaseModel]) -> None:
    try:
        found.rows[row.number] = form.model_validate_strings(row.cells)
    except ValidationError as refusal:
        # The rejected value is left out: whoever reads the report may not be who may see it.
        found.faults += [
            RowFault(
                row.number,
                str(error["loc"][0]) if error["loc"] else None,
                error["type"].upper(),
                error["msg"],
            )
            for error in refusal.errors(include_url=False, include_input=False)
        ]


def _repeated(rows: dict[int, Any], column: str, key: Any) -> Iterable[RowFault]:
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in rows.items():
        by_key[key(row)].append(number)
    for found, (first, *others) in by_key.items():
        if found is None:
            continue
        for number in others:
            yield RowFault(number, column, "REPEATED", f"Row {first} has the same.")
