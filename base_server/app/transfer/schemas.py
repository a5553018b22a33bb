from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from service_kit.row_files import RowFault
from service_kit.schemas import Schema

from app.destinations.schemas import PlaceFields
from app.fields import PersonName
from app.tickets.schemas import TicketCreate

MOST_ERRORS = 100


class UserRow(Schema):
    """With the `id` of a user, that user is renamed."""

    id: UUID | None = None
    name: PersonName


class PlaceRow(PlaceFields):
    """With the `id` of a place, that place is changed; its translations stay."""

    id: UUID | None = None


class TicketRow(TicketCreate):
    """Always a new ticket. `state` and what was boarded stand in exports: only a valid ticket that
    nobody has used can be issued."""

    id: UUID | None = None
    state: Literal["VALID"] = "VALID"
    boarded_at: None = None
    boarded_by: None = None


class RowError(Schema):
    """`row` counts as a spreadsheet does: the header is row 1."""

    row: int
    column: str | None
    code: str
    message: str

    @classmethod
    def of(cls, fault: RowFault) -> "RowError":
        return cls(row=fault.row, column=fault.column, code=fault.code, message=fault.message)


class ImportReport(Schema):
    """`errors` are the first hundred, `total_errors` counts all."""

    rows: int
    created: int
    changed: int
    total_errors: int
    errors: list[RowError]


class IssuedRow(Schema):
    row: int
    id: UUID


class IssuedCode(IssuedRow):
    code: str


class Imported(ImportReport):
    """What is remembered for a repetition: without the codes."""

    tickets: list[IssuedRow]


class ImportAnswer(ImportReport):
    """`codes`: of the tickets that were issued, for their passengers; here and never again."""

    dry_run: bool
    codes: Annotated[list[IssuedCode], Field(description="Of issued tickets only.")]
