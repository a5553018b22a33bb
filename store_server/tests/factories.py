"""Rows for tests, made by the services themselves, so that the ledger is right from the start."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from service_kit.database import Database
from sqlalchemy import text

from app.items import service as items
from app.items.schemas import ItemCreate, ItemRead
from app.models import StoreType
from app.stores import service as stores
from app.stores.schemas import StoreRead, StoreWrite


async def create_store(database: Database, *, name: str | None = None) -> StoreRead:
    body = StoreWrite(
        name=name or f"Store {uuid4().hex[:8]}", description="", store_type=StoreType.RESTAURANT
    )
    async with database.session() as session, session.begin():
        return await stores.create_store(session, body)


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
) -> ItemRead:
    body = ItemCreate(
        name=name or f"Item {uuid4().hex[:8]}",
        description=description,
        category=category,
        price_penny=price_penny,
        balance=balance,
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


async def wrong_balances(database: Database) -> list[UUID]:
    """Items whose balance is not the sum of their movements; there must never be one."""
    rows = await database.driver.fetch("""
        SELECT item.id FROM store_items AS item
        LEFT JOIN stock_movements AS movement ON movement.store_item_id = item.id
        GROUP BY item.id HAVING item.balance <> coalesce(sum(movement.delta), 0)
    """)
    return [row["id"] for row in rows]
