"""The statements of statistics.

Ids are UUIDv7, so a period is a range of them, and the indexes that lists use anyway find it. An id
is made a little after the time of its row: hence the margin, and the time itself asked once more.
"""

import datetime as dt
from typing import Any
from uuid import UUID

import asyncpg
from service_kit.database import Database

_MARGIN = dt.timedelta(hours=1)
_UUID_TIME_SHIFT = 80
_PERIOD = "id BETWEEN $2 AND $3 AND created_at >= $4 AND created_at < $5"

_REVENUE = f"""
SELECT (SELECT count(*) FROM purchases WHERE store_id = $1 AND {_PERIOD}) AS purchases,
    (SELECT coalesce(sum(total_penny), 0)::bigint FROM purchases
     WHERE store_id = $1 AND {_PERIOD}) AS purchases_penny,
    (SELECT coalesce(sum(total_penny), 0)::bigint FROM refunds
     WHERE store_id = $1 AND {_PERIOD}) AS refunds_penny
"""  # noqa: S608 - put together from constants
# What was ready when it was sold says nothing about how quick the staff are.
_PREPARATION = f"""
SELECT count(*) AS prepared,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ready_at - created_at)) AS p50,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM ready_at - created_at)) AS p95
FROM tasks
WHERE store_id = $1 AND {_PERIOD} AND ready_at > created_at
"""  # noqa: S608
_BEST_SELLERS = f"""
SELECT line.store_item_id AS item_id, max(line.name) AS name, sum(line.count)::bigint AS count,
    sum(line.count::bigint * line.price_penny)::bigint AS amount_penny
FROM (SELECT id FROM purchases WHERE store_id = $1 AND {_PERIOD}) AS purchase
JOIN purchase_items AS line ON line.purchase_id = purchase.id
GROUP BY line.store_item_id
ORDER BY count DESC, item_id
LIMIT 10
"""  # noqa: S608
_STOCK_OUTS = f"""
SELECT item.id AS item_id, item.name, emptied.times
FROM store_items AS item
CROSS JOIN LATERAL (
    SELECT count(*) AS times FROM stock_movements
    WHERE store_item_id = item.id AND {_PERIOD} AND balance = 0 AND delta < 0
) AS emptied
WHERE item.store_id = $1 AND emptied.times > 0
ORDER BY emptied.times DESC, item.id
LIMIT 100
"""  # noqa: S608

# Of all stores: found by the time itself, for which there is a BRIN index.
_BY_HOUR = """
SELECT hour, sum(purchases)::bigint AS purchases, sum(purchases_penny)::bigint AS purchases_penny,
    sum(refunds_penny)::bigint AS refunds_penny
FROM (
    SELECT date_trunc('hour', created_at, 'UTC') AS hour, count(*) AS purchases,
        sum(total_penny) AS purchases_penny, 0 AS refunds_penny
    FROM purchases WHERE created_at >= $1 AND created_at < $2 GROUP BY 1
    UNION ALL
    SELECT date_trunc('hour', created_at, 'UTC'), 0, 0, sum(total_penny)
    FROM refunds WHERE created_at >= $1 AND created_at < $2 GROUP BY 1
) AS entry
GROUP BY hour
ORDER BY hour
"""
_BEST_OF_ALL = """
SELECT line.store_item_id AS item_id, max(line.name) AS name, sum(line.count)::bigint AS count,
    sum(line.count::bigint * line.price_penny)::bigint AS amount_penny
FROM (SELECT id FROM purchases WHERE created_at >= $1 AND created_at < $2) AS purchase
JOIN purchase_items AS line ON line.purchase_id = purchase.id
GROUP BY line.store_item_id
ORDER BY count DESC, item_id
LIMIT 10
"""


def _near(moment: dt.datetime) -> UUID:
    """The least UUIDv7 of this moment."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << _UUID_TIME_SHIFT)


class Statements:
    """All of them ask about the same store and period."""

    def __init__(
        self, database: Database, store_id: UUID, since: dt.datetime, until: dt.datetime
    ) -> None:
        self._driver = database.driver
        self._arguments = (store_id, _near(since - _MARGIN), _near(until + _MARGIN), since, until)

    async def revenue(self) -> "asyncpg.Record":
        return await self._one(_REVENUE)

    async def preparation(self) -> "asyncpg.Record":
        return await self._one(_PREPARATION)

    async def best_sellers(self) -> list[dict[str, Any]]:
        return await self._all(_BEST_SELLERS)

    async def stock_outs(self) -> list[dict[str, Any]]:
        return await self._all(_STOCK_OUTS)

    async def _one(self, statement: str) -> "asyncpg.Record":
        row = await self._driver.fetchrow(statement, *self._arguments)
        if row is None:
            raise AssertionError("an aggregate is always one row")
        return row

    async def _all(self, statement: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._driver.fetch(statement, *self._arguments)]


class StatementsOfAll:
    """About all stores in the same period."""

    def __init__(self, database: Database, since: dt.datetime, until: dt.datetime) -> None:
        self._driver = database.driver
        self._period = (since, until)

    async def by_hour(self) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._driver.fetch(_BY_HOUR, *self._period)]

    async def best_sellers(self) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._driver.fetch(_BEST_OF_ALL, *self._period)]
