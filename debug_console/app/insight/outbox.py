"""What was to be told to others: the events that wait, and those that were given up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from app.stack import Stores

if TYPE_CHECKING:
    import asyncpg

_OUTBOX = """
SELECT count(*) FILTER (WHERE delivered_at IS NULL) AS waiting,
       count(*) FILTER (WHERE delivered_at IS NULL AND attempts > 0) AS failing,
       count(*) FILTER (WHERE delivered_at IS NOT NULL) AS delivered,
       min(created_at) FILTER (WHERE delivered_at IS NULL) AS oldest_waiting
FROM outbox
"""
_EVENTS = """
SELECT id, position, topic, key, created_at, attempts, retry_at, delivered_at
FROM outbox WHERE $1 OR delivered_at IS NULL
ORDER BY position DESC LIMIT $2
"""
_DEAD = """
SELECT delivery.id, subscription.url, delivery.event_type, delivery.attempts, delivery.status,
       delivery.error, delivery.finished_at, delivery.subscription_id AS webhook_id
FROM webhook_deliveries AS delivery
JOIN webhook_subscriptions AS subscription ON subscription.id = delivery.subscription_id
WHERE delivery.state = 'DEAD' ORDER BY delivery.id DESC LIMIT $1
"""


@asynccontextmanager
async def connected(address: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    # Here, because it takes longer to load than most commands take.
    import asyncpg  # noqa: PLC0415

    connection = await asyncpg.connect(address)
    try:
        yield connection
    finally:
        await connection.close()


async def summarize(stores: Stores) -> list[dict[str, Any]]:
    """One row for each server that has an outbox."""
    rows = []
    for server, address in stores.databases.items():
        async with connected(address) as connection:
            found = await connection.fetchrow(_OUTBOX)
        rows.append({"server": f"{server}_server", **dict(found or {})})
    return rows


async def list_events(
    stores: Stores, server: str, limit: int, *, delivered: bool
) -> list[dict[str, Any]]:
    """The newest first, without what they tell."""
    async with connected(stores.databases[server]) as connection:
        return [dict(row) for row in await connection.fetch(_EVENTS, delivered, limit)]


async def list_dead(stores: Stores, limit: int) -> list[dict[str, Any]]:
    """Deliveries to webhooks that were given up, of all subscriptions."""
    async with connected(stores.databases["store"]) as connection:
        return [dict(row) for row in await connection.fetch(_DEAD, limit)]
