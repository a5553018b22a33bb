"""Administration is on record, whole and without secrets; stock has a ledger of its own."""

from typing import Any

import asyncpg
import httpx
from service_kit.audit.verification import verify
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.factories import create_item, create_store


async def entries(database: Database) -> list[tuple[str, Any]]:
    rows = await database.driver.fetch(
        "SELECT action, changes::text FROM audit_entries ORDER BY position"
    )
    return [(row["action"], row["changes"]) for row in rows]


async def test_a_subscription_and_its_rotation_are_on_record_without_secrets(
    client: httpx.AsyncClient, admin: dict[str, str], database: Database
) -> None:
    body = {"url": "https://example.org/in", "event_types": ["purchase.created"]}
    made = (await client.post("/admin/webhook", headers=admin, json=body)).json()
    path = f"/admin/webhook/{made['id']}/rotate_secret"
    await client.post(path, headers=admin, json={})
    written = await entries(database)
    assert [action for action, _ in written] == [
        "webhook_subscriptions.created",
        "webhook_subscriptions.updated",
    ]
    sealed = await database.driver.fetchval("SELECT former_secret FROM webhook_subscriptions")
    assert not any(sealed.hex() in changes.lower() for _, changes in written)
    assert '"former_secret"' in written[1][1]


async def test_stock_makes_no_entries_and_changes_of_an_item_do(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    item = await create_item(database, store.id)
    before = len(await entries(database))
    delivery = {"delta": 5, "reason": "DELIVERY"}
    await client.post(f"/store/item/{item.id}/stock", headers=terminal, json=delivery)
    assert len(await entries(database)) == before
    change = {"id": str(item.id), "name": "Coffee", "description": "", "price_penny": 9}
    await client.put("/store/item", headers=terminal, json=change)
    await client.delete(f"/store/item/{item.id}", headers=terminal)
    added = [action for action, _ in (await entries(database))[before:]]
    assert added == ["store_items.updated", "store_items.erased"]


async def test_the_record_is_whole(
    client: httpx.AsyncClient, admin: dict[str, str], database: Database, postgres_url: str
) -> None:
    store = await create_store(database)
    await client.delete(f"/admin/store/{store.id}", headers=admin)
    async with asyncpg.create_pool(postgres_url.replace("+asyncpg", ""), min_size=1) as pool:
        progress = [step async for step in verify(pool, None)]
    assert progress[-1].head.position == 2
