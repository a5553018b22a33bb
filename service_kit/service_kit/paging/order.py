"""The order of a list: by a column, and rows that are equal there by their keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter
from service_kit.database.base import Base
from service_kit.paging import cursors
from service_kit.schemas import StorableTime
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Enum,
    Integer,
    SmallInteger,
    String,
    Uuid,
    literal,
    tuple_,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.types import TypeEngine


def _whole(bits: int) -> Any:
    return Annotated[int, Field(ge=-(2 ** (bits - 1)), lt=2 ** (bits - 1))]


# What may stand in a cursor. A value that the database cannot hold would be an error of ours.
_KINDS: Mapping[type[TypeEngine[Any]], Any] = {
    BigInteger: _whole(64),
    SmallInteger: _whole(16),
    Integer: _whole(32),
    String: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")],
    DateTime: StorableTime,
    Date: date,
    Uuid: UUID,
}


@dataclass(frozen=True)
class Order:
    """`name` is what a client calls it. Without a `key`, by the rows' own keys alone.

    Rows that are equal go by age in the same direction, so that one index, read forwards or
    backwards, holds both directions.
    """

    name: str
    key: ColumnElement[Any] | None
    is_descending: bool

    def columns(self, row: type[Base]) -> list[ColumnElement[Any]]:
        """By all of them together no two rows are equal."""
        columns: list[ColumnElement[Any]] = [row.id.label("row_key")]
        if self.key is not None:
            columns.insert(0, self.key.label("sort_key"))
        return columns

    def of(self, columns: Iterable[ColumnElement[Any]]) -> list[UnaryExpression[Any]]:
        """These columns, here or of a subquery, for ORDER BY."""
        return [one.desc() if self.is_descending else one.asc() for one in columns]

    def is_behind(self, cursor: str, columns: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
        """Of the rows behind the place of `cursor`; raises `BadCursor`."""
        values = cursors.decode(cursor, self.name, [kind_of(one.type) for one in columns])
        pairs = zip(values, columns, strict=True)
        place = tuple_(*(literal(value, one.type) for value, one in pairs))
        row = tuple_(*columns)
        return row < place if self.is_descending else row > place


NEWEST_FIRST = Order(name="", key=None, is_descending=True)


def kind_of(column: TypeEngine[Any]) -> TypeAdapter[Any]:
    for column_type in _KINDS:
        if isinstance(column, column_type) and not isinstance(column, Enum):
            return _adapter(_KINDS[column_type])
    raise TypeError(f"A list cannot be sorted by a column of the type {column!r}.")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # To make one takes longer than to read a whole page.
    return TypeAdapter(kind)
