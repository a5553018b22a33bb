"""The two statements of a sale, through the driver.

The first looks, the rules decide on what it saw, and the second writes everything if what was seen
still holds. There is no transaction over both, so nothing is held while the process thinks: items
are held, in the order of their ids, for as long as the second statement runs inside the database.
When something changed in between it writes nothing, and the caller looks again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from service_kit.database import Database

from app.purchases.orders import Order
from app.purchases.rules import Line, OnShelf

_LOOK = """
SELECT uuidv7() AS purchase_id, uuidv7() AS task_id, now() AS date,
       store.archived_at IS NULL AS is_open,
       item.id AS item_id, item.name, item.price_penny, item.balance,
       item.archived_at IS NOT NULL AS is_archived,
       earlier.fingerprint, earlier.answer
FROM stores AS store
LEFT JOIN store_items AS item ON item.store_id = store.id AND item.id = ANY ($2::uuid[])
LEFT JOIN idempotency_keys AS earlier ON earlier.caller = $3 AND earlier.key = $4
WHERE store.id = $1
"""

# The update finds its rows as they were when the statement began and, as they are held by `held`,
# goes on to their newest version before it subtracts.
_WRITE = """
WITH line AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[])
        AS line (item_id, count, price_penny, name)
), held AS MATERIALIZED (
    SELECT item.id
    FROM line JOIN store_items AS item ON item.id = line.item_id
    WHERE item.store_id = $5 AND item.archived_at IS NULL
        AND item.price_penny = line.price_penny AND item.balance >= line.count
    ORDER BY item.id
    FOR NO KEY UPDATE OF item
), purchase AS (
    INSERT INTO purchases (id, created_at, store_id, user_id, total_penny, seller)
    SELECT $6, $7, $5, $8, $9, $10
    WHERE (SELECT count(*) FROM held) = cardinality($1::uuid[])
    RETURNING id
), sold AS (
    UPDATE store_items AS item SET balance = item.balance - line.count
    FROM line, purchase
    WHERE item.id = line.item_id
    RETURNING item.id, line.count, item.balance
), movements AS (
    INSERT INTO stock_movements
        (created_at, store_item_id, delta, reason, balance, purchase_id, made_by)
    SELECT $7, id, -count, 'SALE', balance, $6, $10 FROM sold
), items AS (
    INSERT INTO purchase_items (purchase_id, store_item_id, name, count, price_penny)
    SELECT purchase.id, item_id, name, count, price_penny FROM line, purchase
), task AS (
    INSERT INTO tasks
        (id, created_at, store_id, user_id, purchase_id, state, additional_data, ready_at)
    SELECT $11, $7, $5, $8, id, $12, $13, $14 FROM purchase
), event AS (
    INSERT INTO outbox (topic, key, payload) SELECT $15, id::text, $16 FROM purchase
), repeat_key AS (
    INSERT INTO idempotency_keys (caller, key, fingerprint, answer)
    SELECT $17, $18, $19, $20 FROM purchase WHERE $18::varchar IS NOT NULL
)
SELECT count(*) FROM purchase
"""
_KEY_CONSTRAINT = "uq_idempotency_keys_caller_key"


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What the same key got before."""

    fingerprint: bytes
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counter:
    """What a sale begins with: new ids, the database's time, and the wanted items it found."""

    purchase_id: UUID
    task_id: UUID
    date: datetime
    is_open: bool
    shelf: dict[UUID, OnShelf]
    earlier: EarlierAnswer | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a sale writes beside its order."""

    counter: Counter
    lines: list[Line]
    total_penny: int
    task_state: str
    topic: str
    event: dict[str, Any]
    answer: dict[str, Any] | None


async def look(database: Database, order: Order) -> Counter | None:
    """The counter of the order's store; None when there is no such store."""
    key = order.repeat_key
    rows = await database.driver.fetch(
        _LOOK,
        order.store_id,
        [one.item_id for one in order.wanted],
        key.caller if key else None,
        key.key if key else None,
    )
    if not rows:
        return None
    first = rows[0]
    return Counter(
        purchase_id=first["purchase_id"],
        task_id=first["task_id"],
        date=first["date"],
        is_open=first["is_open"],
        shelf={row["item_id"]: _on_shelf(row) for row in rows if row["item_id"] is not None},
        earlier=EarlierAnswer(first["fingerprint"], first["answer"])
        if first["fingerprint"] is not None
        else None,
    )


def _on_shelf(row: asyncpg.Record) -> OnShelf:
    return OnShelf(
        item_id=row["item_id"],
        name=row["name"],
        price_penny=row["price_penny"],
        balance=row["balance"],
        is_archived=row["is_archived"],
    )


async def write(database: Database, order: Order, receipt: Receipt) -> bool:
    """Write the sale. False: something of it has changed, or its key was used just now."""
    counter, lines, key = receipt.counter, receipt.lines, order.repeat_key
    try:
        written = await database.driver.fetchval(
            _WRITE,
            [line.item_id for line in lines],
            [line.count for line in lines],
            [line.price_penny for line in lines],
            [line.name for line in lines],
            order.store_id,
            counter.purchase_id,
            counter.date,
            order.user_id,
            receipt.total_penny,
            order.seller,
            counter.task_id,
            receipt.task_state,
            order.additional_data,
            counter.date if order.is_default_ready else None,
            receipt.topic,
            receipt.event,
            key.caller if key else None,
            key.key if key else None,
            key.fingerprint if key else None,
            receipt.answer,
        )
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name != _KEY_CONSTRAINT:
            raise
        return False
    return bool(written)
