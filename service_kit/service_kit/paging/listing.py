"""One page of a list."""

from collections.abc import Callable
from typing import Any, TypeVar

from service_kit.database.base import Base
from service_kit.paging import counting
from service_kit.paging.counting import Expected
from service_kit.paging.cursors import encode
from service_kit.paging.page import Page, PageQuery
from sqlalchemy import BooleanClauseList, Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

# From here on the rows on the way cost more than looking up those of the page by their keys.
DEEP_OFFSET = 1_000
# So many keys are sorted in a few milliseconds.
FEW_ROWS = 10_000

# A prepared statement is planned for any value after a while: for a filter that a third of the rows
# meet like for one that ten do. Reading a million rows backwards costs more than planning again.
_PLAN_FOR_VALUES = text("SET LOCAL plan_cache_mode = force_custom_plan")

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Base)


async def paginate(
    session: AsyncSession,
    query: Select[Row],
    row: type[Row],
    page: PageQuery,
    to_item: Callable[[Row], Item],
    *,
    is_short: bool = False,
) -> Page[Item]:
    """One page of `query` in the order of `page`: without one, newest first, because UUIDv7 keys
    are in the order of creation.

    `is_short`: an index finds this list, and to its end it is never too long to read; so nothing
    need be known of its conditions beforehand.
    """
    await session.execute(_PLAN_FOR_VALUES)
    is_known = is_short or not _has_several_conditions(query)
    expected = None if is_known else await counting.expect(session, query, row)
    found = (await session.execute(_rows(query, row, page, expected))).all()
    shown, has_more = found[: page.size], len(found) > page.size
    total, is_estimate = _total_by_last_page(page, len(found)), False
    # Who went too far has read every row on the way: to count them costs no more than that did.
    is_beyond = not found and page.cursor is None
    if total is None and (is_short or is_beyond):
        total = await counting.count_all(session, query, row)
    elif total is None:
        total, is_estimate = await counting.count(session, query, row, expected)
        if is_estimate and page.cursor is None:
            total = max(total, page.offset + len(found))
    return Page(
        items=[to_item(one) for one, *_ in shown],
        total=total,
        total_is_estimate=is_estimate,
        page=page.page,
        size=page.size,
        next_cursor=encode(page.order.name, shown[-1][1:]) if has_more else None,
    )


def _has_several_conditions(query: Select[Any]) -> bool:
    return isinstance(query.whereclause, BooleanClauseList)


def _rows(
    query: Select[Row], row: type[Row], page: PageQuery, expected: Expected | None
) -> Select[Any]:
    """Each row with its place. One more than the page shows, to tell whether there are more."""
    order, offset = page.order, page.offset
    place = order.columns(row)
    within = query
    if page.cursor is not None:
        within, offset = query.where(order.is_behind(page.cursor, place)), 0
    if expected is not None and expected.rows <= FEW_ROWS and expected.cost <= counting.COSTLY:
        # Conditions that hardly ever meet: read in order, a list could be searched to its end for
        # one page. OFFSET keeps the planner from doing that; each index is asked for itself.
        every = within.with_only_columns(*place).offset(0).subquery()
        keys = select(every.c.row_key).order_by(*order.of(every.c))
    elif offset < DEEP_OFFSET:
        every_row = within.add_columns(*place).order_by(*order.of(place))
        return every_row.offset(offset).limit(page.size + 1)
    else:
        # The rows on the way are only counted off, which an index alone can do.
        keys = within.with_only_columns(row.id.label("row_key")).order_by(*order.of(place))
    wanted = keys.offset(offset).limit(page.size + 1).subquery()
    page_rows = query.where(row.id.in_(select(wanted.c.row_key)))
    return page_rows.add_columns(*place).order_by(*order.of(place))


def _total_by_last_page(page: PageQuery, found: int) -> int | None:
    """The last page tells the total by itself; None of any other."""
    is_last = page.cursor is None and found <= page.size and (found > 0 or page.offset == 0)
    return page.offset + found if is_last else None
