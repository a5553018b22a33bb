"""What a list can be sorted by: `UserPageDep = Annotated[PageQuery, Depends(sorted_pages(…))]`."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Query
from service_kit.paging.order import Order, kind_of
from service_kit.paging.page import PageDep, PageQuery
from sqlalchemy import ColumnElement, SQLColumnExpression, func, literal
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import coercions, roles

_DESCRIPTION = "Descending with a `-` before it. Left out: the newest first."


def sorted_pages(
    name: str, keys: Mapping[str, SQLColumnExpression[Any]]
) -> Callable[..., Awaitable[PageQuery]]:
    """A dependency like `PageQuery`, with `sort`. OpenAPI lists the choices under `name`.

    Each key is never null (see `nulls_as`). A text is sorted by a column of `text_key`: as it
    stands, its order would be that of whichever collation the database was made with. Of a list
    that may grow long, an index begins with what the list is filtered by and ends in the key and
    the row's id.
    """
    orders = {
        sign + word: Order(sign + word, _never_null(key), is_descending=sign == "-")
        for word, key in keys.items()
        for sign in ("", "-")
    }
    members = {_member(word): word for word in orders}
    choices: Any = StrEnum(name, members)  # type: ignore[misc]

    async def page_query(page: PageDep, sort: Any = None) -> PageQuery:
        if sort is not None:
            page.order = orders[sort]
        return page

    page_query.__annotations__["sort"] = Annotated[choices | None, Query(description=_DESCRIPTION)]
    return page_query


def nulls_as(key: InstrumentedAttribute[Any], value: object) -> ColumnElement[Any]:
    """Sorted as if `value` stood there where nothing does. No row is before or behind a null, so
    that paging through them would lose some."""
    return func.coalesce(key, literal(value, key.type))


def _never_null(key: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    column: ColumnElement[Any] = coercions.expect(roles.ByOfRole, key)
    if getattr(column, "nullable", False):
        raise TypeError(f"{key} may be null: say by nulls_as() where such rows belong.")
    kind_of(column.type)
    return column


def _member(word: str) -> str:
    return word.upper() if word[0] != "-" else f"{word[1:].upper()}_DESCENDING"
