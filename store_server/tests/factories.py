"""Rows for tests, made by the services themselves, so that the ledger is right from the start."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from service_kit.database import Database
from sqlalchemy import text

from app.items import service as items
from app.items.schemas import ItemCreate, ItemRead, Translation
from app.models import StoreType
from app.stores import service as stores
from app.stores.schemas import StoreRead, StoreTranslation, StoreWrite


async def create_store(
    database: Database,
    *,
    name: str | None = None,
    translations: dict[str, StoreTranslation] | None = None,
) -> StoreRead:
    body = StoreWrite(
        name=name or f"Store {uuid4().hex[:8]}",
        description="",
        store_type=StoreType.RESTAURANT,
        translations=translations or {},
    )
    async with database.session() as session, session.begin():
        return await stores.create_store(session, body, usual_minutes=15)


async def archive_store(database: Database, store_id: UUID) -> None:
    async with database.session() as session, session.begin():
        await session.execute(
            text("UPDATE stores SET archived_at = now() WHERE id = :id"), {"id": store_id}
        )


async def create_item(
    database: Database,
    store_id: UUID,
    *,
    name: str | None = None,
    description: str = "",
    category: str | None = None,
    price_penny: int = 150,
    balance: int = 10,
    age_limit: int | None = None,
    translations: dict[str, Translation] | None = None,
) -> ItemRead:
    body = ItemCreate(
        name=name or f"Item {uuid4().hex[:8]}",
        description=description,
        category=category,
        price_penny=price_penny,
        balance=balance,
        age_limit=age_limit,
        translations=translations or {},
    )
    async with database.session() as session, session.begin():
        return await items.create_item(session, store_id, body, "test:factory")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything that a sale writes."""

    purchases: int
    purchase_items: int
    sales: int
    tasks: int
    events: int


async def counts(database: Database) -> Counts:
    query = """
        SELECT (SELECT count(*) FROM purchases) AS purchases,
               (SELECT count(*) FROM purchase_items) AS purchase_items,
               (SELECT count(*) FROM stock_movements WHERE reason = 'SALE') AS sales,
               (SELECT count(*) FROM tasks) AS tasks,
               (SELECT count(*) FROM outbox WHERE topic = 'purchase.created') AS events
    """
    row = await database.driver.fetchrow(query)
    assert row is not None
    return Counts(**row)


async def balance_of(database: Database, item_id: UUID) -> int:
    balance: int = await database.driver.fetchval(
        "SELECT balance FROM store_items WHERE id = $1", item_id
    )
    return balance


async def expire(database: Database, reservation_id: UUID) -> None:
    """Let the time of a reservation be over."""
    await database.driver.execute(
        "UPDATE reservations SET expires_at = now() - interval '1 second' WHERE id = $1",
        reservation_id,
    )
    await database.driver.execute(
        "UPDATE store_items SET holds = jsonb_set(holds, ARRAY[$1::text, '1'], '1') "
        "WHERE holds ? $1::text",
        str(reservation_id),
    )


async def wrong_holds(database: Database) -> list[UUID]:
    """Items that do not keep what the live reservations say; there must never be one."""
    rows = await database.driver.fetch("""
        WITH said AS (
            SELECT line.key::uuid AS item_id, sum(line.value::int) AS count
            FROM reservations, jsonb_each_text(items) AS line
            WHERE purchase_id IS NULL AND released_at IS NULL AND expires_at > now()
            GROUP BY line.key
        ), kept AS (
            SELECT item.id AS item_id, sum((hold.value ->> 0)::int) AS count
            FROM store_items AS item, jsonb_each(item.holds) AS hold
            WHERE (hold.value ->> 1)::float8 > extract(epoch FROM now())
            GROUP BY item.id
        )
        SELECT coalesce(said.item_id, kept.item_id) AS id
        FROM said FULL JOIN kept ON said.item_id = kept.item_id
        WHERE said.count IS DISTINCT FROM kept.count
    """)
    return [row["id"] for row in rows]


async def wrong_allotments(database: Database) -> list[UUID]:
    """Allotments that are not the sum of their movements, or whose transfers have no counterpart
    in the store's ledger; there must never be one."""
    rows = await database.driver.fetch("""
        SELECT allotment.id FROM allotments AS allotment
        LEFT JOIN (
            SELECT allotment_id, sum(delta) AS total,
                   coalesce(sum(delta) FILTER (WHERE reason = 'TRANSFER'), 0) AS transferred
            FROM allotment_movements GROUP BY allotment_id
        ) AS own ON own.allotment_id = allotment.id
        LEFT JOIN (
            SELECT allotment_id, -sum(delta) AS total FROM stock_movements
            WHERE allotment_id IS NOT NULL GROUP BY allotment_id
        ) AS store ON store.allotment_id = allotment.id
        WHERE allotment.balance <> coalesce(own.total, 0)
            OR coalesce(own.transferred, 0) <> coalesce(store.total, 0)
    """)
    return [row["id"] for row in rows]


async def wrong_balances(database: Database) -> list[UUID]:
    """Items whose balance is not the sum of their movements; there must never be one."""
    rows = await database.driver.fetch("""
        SELECT item.id FROM store_items AS item
        LEFT JOIN stock_movements AS movement ON movement.store_item_id = item.id
        GROUP BY item.id HAVING item.balance <> coalesce(sum(movement.delta), 0)
    """)
    return [row["id"] for row in rows]
