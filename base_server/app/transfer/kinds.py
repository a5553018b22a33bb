"""What can be taken in and out, and by which columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Select, select

from app.models import Attraction, Hotel, Ticket, User
from app.transfer.schemas import PlaceRow, TicketRow, UserRow

Model = type[User] | type[Hotel] | type[Attraction] | type[Ticket]


class Kind(StrEnum):
    USERS = "users"
    TICKETS = "tickets"
    HOTELS = "hotels"
    ATTRACTIONS = "attractions"


@dataclass(frozen=True)
class Form:
    """A kind's rows in files. What is exported can be imported."""

    model: Model
    row: type[BaseModel]

    @property
    def columns(self) -> Sequence[str]:
        """`id` first: it is what a spreadsheet looks rows up by."""
        return sorted(self.row.model_fields, key=lambda name: name != "id")

    @property
    def required(self) -> Sequence[str]:
        return [name for name, field in self.row.model_fields.items() if field.is_required()]

    @property
    def optional(self) -> Sequence[str]:
        return [name for name, field in self.row.model_fields.items() if not field.is_required()]

    def query(self) -> Select[*tuple[Any, ...]]:
        """All rows by these columns, without erased users."""
        selected = select(*(self._column(name).label(name) for name in self.columns))
        return selected.where(User.erased_at.is_(None)) if self.model is User else selected

    def _column(self, name: str) -> Any:
        # The column is `destination_id`, the word of tickets outside `destination`.
        return getattr(self.model, "destination_id" if name == "destination" else name)


FORMS = {
    Kind.USERS: Form(User, UserRow),
    Kind.TICKETS: Form(Ticket, TicketRow),
    Kind.HOTELS: Form(Hotel, PlaceRow),
    Kind.ATTRACTIONS: Form(Attraction, PlaceRow),
}
