import datetime as dt
from uuid import UUID

from service_kit.database import Database

from app.statistics.errors import BadPeriod
from app.statistics.repository import Statements, StatementsOfAll
from app.statistics.schemas import (
    BestSeller,
    SalesFigures,
    SalesOfHour,
    Statistics,
    StockOut,
)

_DAY, _LONGEST = dt.timedelta(days=1), dt.timedelta(days=366)
# All stores of a month are already millions of lines.
_LONGEST_OF_ALL = dt.timedelta(days=31)
_EARLIEST, _LATEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


async def of_store(
    database: Database, store_id: UUID, since: dt.datetime | None, until: dt.datetime | None
) -> Statistics:
    """From `since` on, until before `until`."""
    begin, end = _period(since, until)
    statements = Statements(database, store_id, begin, end)
    revenue, preparation = await statements.revenue(), await statements.preparation()
    return Statistics(
        since=begin,
        until=end,
        purchases=revenue["purchases"],
        purchases_penny=revenue["purchases_penny"],
        refunds_penny=revenue["refunds_penny"],
        revenue_penny=revenue["purchases_penny"] - revenue["refunds_penny"],
        prepared=preparation["prepared"],
        seconds_to_ready_p50=preparation["p50"],
        seconds_to_ready_p95=preparation["p95"],
        best_sellers=[BestSeller(**row) for row in await statements.best_sellers()],
        stock_outs=[StockOut(**row) for row in await statements.stock_outs()],
    )


async def of_all(
    database: Database, since: dt.datetime | None, until: dt.datetime | None
) -> SalesFigures:
    """Every store together, hour by hour."""
    begin, end = _period(since, until, longest=_LONGEST_OF_ALL)
    statements = StatementsOfAll(database, begin, end)
    hours = [SalesOfHour(**row) for row in await statements.by_hour()]
    sold = sum(one.purchases_penny for one in hours)
    refunded = sum(one.refunds_penny for one in hours)
    return SalesFigures(
        since=begin,
        until=end,
        purchases=sum(one.purchases for one in hours),
        purchases_penny=sold,
        refunds_penny=refunded,
        revenue_penny=sold - refunded,
        hours=hours,
        best_sellers=[BestSeller(**row) for row in await statements.best_sellers()],
    )


def _period(
    since: dt.datetime | None, until: dt.datetime | None, *, longest: dt.timedelta = _LONGEST
) -> tuple[dt.datetime, dt.datetime]:
    end = until or dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    if not _EARLIEST <= end <= _LATEST or (since is not None and since < _EARLIEST):
        raise BadPeriod
    begin = since or end - _DAY
    if not begin < end <= begin + longest:
        raise BadPeriod
    return begin.astimezone(dt.UTC), end.astimezone(dt.UTC)
