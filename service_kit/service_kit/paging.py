"""Lists are pages: by number, or by a cursor that stays quick however deep it goes."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel
from service_kit.database.base import Base
from service_kit.errors import ServiceError
from sqlalchemy import BooleanClauseList, Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

MAXIMUM_SIZE = 100
DEFAULT_SIZE = 50
# Beyond this many rows counting costs more than the page; the planner's figure is good enough.
EXACT_COUNT_LIMIT = 100_000
TRUSTED_ESTIMATE = 2 * EXACT_COUNT_LIMIT
# From here on the rows on the way cost more than looking up those of the page by their keys.
DEEP_OFFSET = 1_000
# The planner's unit is a page read in order: this much is about 50 ms, and more than any list of
# fewer rows than `EXACT_COUNT_LIMIT` needs.
COSTLY = 15_000
# So many keys are sorted in a few milliseconds.
FEW_ROWS = 10_000
# OFFSET reads and throws away every row before it; deeper than this a client takes the cursor.
MAXIMUM_PAGE = 1_000_000

# A prepared statement is planned for any value after a while: for a filter that a third of the rows
# meet like for one that ten do. Reading a million rows backwards costs more than planning again.
_PLAN_FOR_VALUES = text("SET LOCAL plan_cache_mode = force_custom_plan")

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Base)


class BadCursor(ServiceError):
    status = HTTPStatus.BAD_REQUEST
    code = "BAD_CURSOR"
    detail = "This cursor was not given out by this list. Start again without one."


class Page(BaseModel, Generic[Item]):
    """`next_cursor` is null on the last page."""

    items: list[Item]
    total: int
    total_is_estimate: bool
    page: int
    size: int
    next_cursor: str | None


class PageQuery:
    """`page` and `size`, or `cursor` and `size`; the newest row first."""

    def __init__(
        self,
        page: Annotated[int, Query(ge=1, le=MAXIMUM_PAGE, description="From 1.")] = 1,
        size: Annotated[int, Query(ge=1, le=MAXIMUM_SIZE)] = DEFAULT_SIZE,
        cursor: Annotated[
            str | None,
            Query(max_length=64, description="`next_cursor` of the page before; wins over `page`."),
        ] = None,
    ) -> None:
        self.page = page
        self.size = size
        self.offset = (page - 1) * size
        self.after = _decode(cursor) if cursor else None


PageDep = Annotated[PageQuery, Depends()]


@dataclass(frozen=True)
class Expected:
    """What the planner thinks of finding every row of a list, in no order."""

    rows: int
    cost: float


async def paginate(
    session: AsyncSession,
    query: Select[Row],
    row: type[Row],
    page: PageQuery,
    to_item: Callable[[Row], Item],
    *,
    is_short: bool = False,
) -> Page[Item]:
    """One page of `query`, newest first: UUIDv7 keys are in the order of creation.

    `is_short`: an index holds this list in its order, and to its end it is never too long to read;
    so nothing need be known of its conditions beforehand.
    """
    await session.execute(_PLAN_FOR_VALUES)
    is_known = is_short or not _has_several_conditions(query)
    expected = None if is_known else await _expect(session, query, row)
    found = list(await session.scalars(_rows(query, row, page, expected)))
    shown, has_more = found[: page.size], len(found) > page.size
    total, is_estimate = _total_by_last_page(page, len(found)), False
    # Who went too far has read every row on the way: to count them costs no more than that did.
    is_beyond = not found and page.after is None
    if total is None and (is_short or is_beyond):
        total = await _count_rows(session, _keys(query, row))
    elif total is None:
        total, is_estimate = await _count(session, query, row, expected)
        if is_estimate and page.after is None:
            total = max(total, page.offset + len(found))
    return Page(
        items=[to_item(one) for one in shown],
        total=total,
        total_is_estimate=is_estimate,
        page=page.page,
        size=page.size,
        next_cursor=_encode(shown[-1].id) if has_more else None,
    )


def _has_several_conditions(query: Select[Any]) -> bool:
    return isinstance(query.whereclause, BooleanClauseList)


def _rows(
    query: Select[Row], row: type[Row], page: PageQuery, expected: Expected | None
) -> Select[Row]:
    """One row more than the page shows, to tell whether there are more."""
    within = query if page.after is None else query.where(row.id < page.after)
    offset = page.offset if page.after is None else 0
    if expected is not None and expected.rows <= FEW_ROWS and expected.cost <= COSTLY:
        # Conditions that hardly ever meet: read in order, a list could be searched to its end for
        # one page. OFFSET keeps the planner from doing that; each index is asked for itself.
        every = within.with_only_columns(row.id).offset(0).subquery()
        keys = select(every.c.id).order_by(every.c.id.desc())
    elif offset < DEEP_OFFSET:
        return within.order_by(row.id.desc()).offset(offset).limit(page.size + 1)
    else:
        # The rows on the way are only counted off, which an index alone can do.
        keys = within.with_only_columns(row.id).order_by(row.id.desc())
    wanted = keys.offset(offset).limit(page.size + 1).subquery()
    return query.where(row.id.in_(select(wanted.c.id))).order_by(row.id.desc())


def _total_by_last_page(page: PageQuery, found: int) -> int | None:
    """The last page tells the total by itself; None of any other."""
    is_last = page.after is None and found <= page.size and (found > 0 or page.offset == 0)
    return page.offset + found if is_last else None


async def _count(
    session: AsyncSession, query: Select[Any], row: type[Base], expected: Expected | None
) -> tuple[int, bool]:
    """The exact number up to the limit, and beyond it what the planner expects.

    The planner is asked first: that costs a hundredth of counting as far as the limit. It is only
    believed when it is far beyond, so that a smaller table is counted whatever its statistics say;
    or when counting a few rows would take reading a whole large table.
    """
    expected = expected or await _expect(session, query, row)
    if expected.rows > TRUSTED_ESTIMATE or expected.cost > COSTLY:
        return expected.rows, True
    counted = await _count_rows(session, _keys(query, row).limit(EXACT_COUNT_LIMIT + 1))
    if counted <= EXACT_COUNT_LIMIT:
        return counted, False
    return max(expected.rows, EXACT_COUNT_LIMIT), True


async def _count_rows(session: AsyncSession, keys: Select[UUID]) -> int:
    return await session.scalar(select(func.count()).select_from(keys.subquery())) or 0


async def _expect(session: AsyncSession, query: Select[Any], row: type[Base]) -> Expected:
    connection = await session.connection()
    sql = _keys(query, row).compile(
        dialect=connection.dialect, compile_kwargs={"literal_binds": True}
    )
    explained = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}")
    # The driver's codec has decoded it by now.
    plan = explained.scalar_one()[0]["Plan"]
    return Expected(rows=plan["Plan Rows"], cost=plan["Total Cost"])


def _keys(query: Select[Any], row: type[Base]) -> Select[UUID]:
    """Only keys, which an index can give without the rows themselves."""
    return query.with_only_columns(row.id).order_by(None)


def _encode(key: UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def _decode(cursor: str) -> UUID:
    try:
        return UUID(bytes=base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, binascii.Error) as error:
        raise BadCursor from error
