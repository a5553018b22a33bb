"""What must be zero in the books of a store, counted in its database."""

import asyncio
from uuid import UUID

import asyncpg

DELIVERED_WITHIN_SECONDS = 30.0
_FAULTS = {
    "items whose balance is not the sum of their movements": """
        SELECT count(*) FROM store_items AS item WHERE item.store_id = $1 AND (
            item.balance < 0 OR item.balance <>
            (SELECT coalesce(sum(delta), 0) FROM stock_movements WHERE store_item_id = item.id))
    """,
    "purchases whose lines are not their total": """
        SELECT count(*) FROM purchases AS purchase WHERE purchase.store_id = $1
            AND purchase.total_penny IS DISTINCT FROM (
                SELECT sum(count * price_penny) FROM purchase_items WHERE purchase_id = purchase.id)
    """,
    "refunds whose lines are not their total": """
        SELECT count(*) FROM refunds AS refund WHERE refund.store_id = $1
            AND refund.total_penny IS DISTINCT FROM (
                SELECT sum(count * price_penny) FROM refund_items WHERE refund_id = refund.id)
    """,
    "lines that did not move the stock as they say": """
        WITH said AS (
            SELECT line.purchase_id, line.store_item_id, -line.count AS delta
            FROM purchases AS purchase JOIN purchase_items AS line ON line.purchase_id = purchase.id
            WHERE purchase.store_id = $1
            UNION ALL
            SELECT refund.purchase_id, line.store_item_id, line.count
            FROM refunds AS refund JOIN refund_items AS line ON line.refund_id = refund.id
            WHERE refund.store_id = $1 AND line.is_restocked
        ), lines AS (
            SELECT purchase_id, store_item_id, sum(delta) AS delta FROM said
            GROUP BY purchase_id, store_item_id
        ), moved AS (
            SELECT movement.purchase_id, movement.store_item_id, sum(movement.delta) AS delta
            FROM stock_movements AS movement JOIN store_items AS item
                ON item.id = movement.store_item_id
            WHERE item.store_id = $1 AND movement.purchase_id IS NOT NULL
            GROUP BY movement.purchase_id, movement.store_item_id
        )
        SELECT count(*) FROM lines FULL JOIN moved USING (purchase_id, store_item_id)
        WHERE lines.delta IS DISTINCT FROM moved.delta
    """,
    "lines whose refunds are not what they count": """
        SELECT count(*) FROM purchases AS purchase
        JOIN purchase_items AS line ON line.purchase_id = purchase.id
        LEFT JOIN (
            SELECT refund.purchase_id, item.store_item_id, sum(item.count) AS count
            FROM refunds AS refund JOIN refund_items AS item ON item.refund_id = refund.id
            WHERE refund.store_id = $1 GROUP BY refund.purchase_id, item.store_item_id
        ) AS back USING (purchase_id, store_item_id)
        WHERE purchase.store_id = $1 AND line.refunded_count <> coalesce(back.count, 0)
    """,
    "purchases without a task": """
        SELECT count(*) FROM purchases AS purchase WHERE store_id = $1
            AND NOT EXISTS (SELECT FROM tasks WHERE purchase_id = purchase.id)
    """,
    "purchases and refunds that have not one event each": """
        WITH made AS (
            SELECT id::text FROM purchases WHERE store_id = $1
            UNION ALL SELECT id::text FROM refunds WHERE store_id = $1
        ), told AS (
            SELECT coalesce(payload -> 'purchase', payload -> 'refund') AS what FROM outbox
            WHERE topic IN ('purchase.created', 'purchase.refunded')
        ), events AS (
            SELECT what ->> 'id' AS id, count(*) AS count FROM told
            WHERE what ->> 'store_id' = $1::uuid::text GROUP BY what ->> 'id'
        )
        SELECT count(*) FROM made FULL JOIN events USING (id)
        WHERE made.id IS NULL OR events.count IS DISTINCT FROM 1
    """,
    "purchases and refunds that have not one key each": """
        WITH made AS (
            SELECT id::text FROM purchases WHERE store_id = $1
            UNION ALL SELECT id::text FROM refunds WHERE store_id = $1
        ), answers AS (
            SELECT answer ->> 'id' AS id, count(*) AS count FROM idempotency_keys
            WHERE answer ->> 'store_id' = $1::uuid::text AND answer ? 'total_penny'
            GROUP BY answer ->> 'id'
        )
        SELECT count(*) FROM made FULL JOIN answers USING (id)
        WHERE made.id IS NULL OR answers.count IS DISTINCT FROM 1
    """,
}
_MADE = """
SELECT id FROM purchases WHERE store_id = $1 UNION ALL SELECT id FROM refunds WHERE store_id = $1
"""
_UNDELIVERED = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL"


class Books:
    def __init__(self, database: str, store_id: UUID) -> None:
        self._database = database
        self._store_id = store_id

    async def count_faults(self) -> dict[str, int]:
        """Those that are there, by their names."""
        connection = await asyncpg.connect(self._database)
        try:
            counts = {
                name: int(await connection.fetchval(query, self._store_id))
                for name, query in _FAULTS.items()
            }
        finally:
            await connection.close()
        return {name: count for name, count in counts.items() if count}

    async def list_made(self) -> set[str]:
        """Ids of all purchases and refunds."""
        connection = await asyncpg.connect(self._database)
        try:
            return {str(row["id"]) for row in await connection.fetch(_MADE, self._store_id)}
        finally:
            await connection.close()

    async def count_undelivered(self) -> int:
        """Events that still wait after all the time that they may take."""
        connection = await asyncpg.connect(self._database)
        try:
            for _ in range(int(DELIVERED_WITHIN_SECONDS * 10)):
                if not await connection.fetchval(_UNDELIVERED):
                    return 0
                await asyncio.sleep(0.1)
            return int(await connection.fetchval(_UNDELIVERED))
        finally:
            await connection.close()
