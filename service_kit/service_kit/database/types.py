"""Column types that all services use the same way."""

from enum import StrEnum

from sqlalchemy import Enum


def enum_type(kind: type[StrEnum], *, length: int = 20) -> Enum:
    """A closed set as text: readable in every tool, and a new member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )
