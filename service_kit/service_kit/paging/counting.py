"""How long a list is, or seems to be."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from service_kit.database.base import Base
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

# Beyond this many rows counting costs more than the page; the planner's figure is good enough.
EXACT_COUNT_LIMIT = 100_000
TRUSTED_ESTIMATE = 2 * EXACT_COUNT_LIMIT
# The planner's unit is a page read in order: this much is about 50 ms, and more than any list of
# fewer rows than `EXACT_COUNT_LIMIT` needs.
COSTLY = 15_000


@dataclass(frozen=True)
class Expected:
    """What the planner thinks of finding every row of a list, in no order."""

    rows: int
    cost: float


async def count(
    session: AsyncSession, query: Select[Any], row: type[Base], expected: Expected | None
) -> tuple[int, bool]:
    """The exact number up to the limit, and beyond it what the planner expects.

    The planner is asked first: that costs a hundredth of counting as far as the limit. It is only
    believed when it is far beyond, so that a smaller table is counted whatever its statistics say;
    or when counting a few rows would take reading a whole large table.
    """
    expected = expected or await expect(session, query, row)
    if expected.rows > TRUSTED_ESTIMATE or expected.cost > COSTLY:
        return expected.rows, True
    counted = await _count(session, _keys(query, row).limit(EXACT_COUNT_LIMIT + 1))
    if counted <= EXACT_COUNT_LIMIT:
        return counted, False
    return max(expected.rows, EXACT_COUNT_LIMIT), True


async def count_all(session: AsyncSession, query: Select[Any], row: type[Base]) -> int:
    return await _count(session, _keys(query, row))


async def expect(session: AsyncSession, query: Select[Any], row: type[Base]) -> Expected:
    connection = await session.connection()
    sql = _keys(query, row).compile(
        dialect=connection.dialect, compile_kwargs={"literal_binds": True}
    )
    explained = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}")
    # The driver's codec has decoded it by now.
    plan = explained.scalar_one()[0]["Plan"]
    return Expected(rows=plan["Plan Rows"], cost=plan["Total Cost"])


async def _count(session: AsyncSession, keys: Select[UUID]) -> int:
    return await session.scalar(select(func.count()).select_from(keys.subquery())) or 0


def _keys(query: Select[Any], row: type[Base]) -> Select[UUID]:
    """Only keys, which an index can give without the rows themselves."""
    return query.with_only_columns(row.id).order_by(None)
