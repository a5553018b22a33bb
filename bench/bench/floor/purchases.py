"""A purchase: the two statements that it takes, and no rules, session or fingerprint.

They are the statements of the platform. A BEGIN and a COMMIT around them would only make this
floor lower.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Header, HTTPException, Request
from pydantic import BaseModel, TypeAdapter

router = APIRouter()

_LOOK = """
SELECT uuidv7() AS purchase_id, uuidv7() AS task_id, now() AS date,
       item.id AS item_id, item.name, item.price_penny, item.balance,
       earlier.answer
FROM stores AS store
JOIN store_items AS item ON item.store_id = store.id AND item.id = ANY ($2::uuid[])
LEFT JOIN idempotency_keys AS earlier ON earlier.caller = 'store' AND earlier.key = $3
WHERE store.id = $1
"""
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
    INSERT INTO purchases (id, created_at, store_id, total_penny, seller)
    SELECT $6, $7, $5, $8, 'store'
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
    SELECT $7, id, -count, 'SALE', balance, $6, 'store' FROM sold
), items AS (
    INSERT INTO purchase_items (purchase_id, store_item_id, name, count, price_penny)
    SELECT purchase.id, item_id, name, count, price_penny FROM line, purchase
), task AS (
    INSERT INTO tasks (id, created_at, store_id, purchase_id, state)
    SELECT $9, $7, $5, id, 'NEW' FROM purchase
), event AS (
    INSERT INTO outbox (topic, key, payload)
    SELECT 'purchase.created', id::text, $10::jsonb FROM purchase
), repeat_key AS (
    INSERT INTO idempotency_keys (caller, key, fingerprint, answer)
    SELECT 'store', $11, ''::bytea, $10::jsonb FROM purchase
)
SELECT count(*) FROM purchase
"""


class Wanted(BaseModel):
    item_id: UUID
    count: int


class Order(BaseModel):
    items: list[Wanted]


class Line(BaseModel):
    item_id: UUID
    name: str
    count: int
    price_penny: int


class Purchase(BaseModel):
    id: UUID
    store_id: UUID
    user_id: UUID | None
    items: list[Line]
    date: dt.datetime
    total_penny: int


Key = Annotated[str, Header(alias="Idempotency-Key")]
_purchase = TypeAdapter(Purchase)


@router.post("/store/purchase", status_code=201)
async def create_purchase(body: Order, key: Key, request: Request) -> Purchase:
    state = request.app.state
    counts = {one.item_id: one.count for one in body.items}
    rows = await state.store.fetch(_LOOK, state.store_id, list(counts), key)
    if len(rows) != len(counts) or rows[0]["answer"] is not None:
        raise HTTPException(409)
    lines = [
        Line(
            item_id=row["item_id"],
            name=row["name"],
            count=counts[row["item_id"]],
            price_penny=row["price_penny"],
        )
        for row in rows
    ]
    purchase = Purchase(
        id=rows[0]["purchase_id"],
        store_id=state.store_id,
        user_id=None,
        items=lines,
        date=rows[0]["date"],
        total_penny=sum(line.count * line.price_penny for line in lines),
    )
    if not await _write(state.store, purchase, rows[0]["task_id"], key):
        raise HTTPException(409)
    return purchase


async def _write(
    pool: "asyncpg.Pool[asyncpg.Record]", purchase: Purchase, task_id: UUID, key: str
) -> bool:
    written = await pool.fetchval(
        _WRITE,
        [line.item_id for line in purchase.items],
        [line.count for line in purchase.items],
        [line.price_penny for line in purchase.items],
        [line.name for line in purchase.items],
        purchase.store_id,
        purchase.id,
        purchase.date,
        purchase.total_penny,
        task_id,
        _purchase.dump_json(purchase).decode(),
        key,
    )
    return bool(written)
