"""Many buyers at once, on the same items."""

import asyncio
import random
from collections import Counter

import httpx
import pytest
from service_kit.database import Database
from sqlalchemy import text

from app.items.schemas import ItemRead
from app.stores import service as stores
from app.stores.schemas import StoreRead
from tests.factories import balance_of, counts, create_item, wrong_balances
from tests.purchases.baskets import basket
from tests.waiting import wait_until_one_waits


async def test_two_hundred_buyers_of_a_hot_item_get_what_there_is(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    item = await create_item(database, store.id, balance=70)
    answers = await asyncio.gather(
        *(
            client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
            for _ in range(200)
        )
    )
    codes = Counter(answer.json().get("code", "sold") for answer in answers)
    written = await counts(database)
    assert codes == {"sold": 70, "OUT_OF_STOCK": 130}
    assert (written.purchases, written.sales, written.tasks, written.events) == (70,) * 4
    assert await balance_of(database, item.id) == 0
    assert await wrong_balances(database) == []


async def test_items_in_opposite_orders_meet_no_deadlock(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    items = [await create_item(database, store.id, balance=1_000) for _ in range(8)]
    forwards = basket(*((item.id, 1) for item in items))
    backwards = basket(*((item.id, 1) for item in reversed(items)))
    answers = await asyncio.gather(
        *(
            client.post("/store/purchase", headers=terminal, json=body)
            for body in (forwards, backwards) * 60
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    assert [await balance_of(database, item.id) for item in items] == [880] * 8
    assert await wrong_balances(database) == []


async def test_sales_and_movements_at_once_keep_the_ledger(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    items = [await create_item(database, store.id, balance=20) for _ in range(4)]
    chance = random.Random(7)

    async def sell() -> httpx.Response:
        lines = [(item.id, chance.randint(1, 3)) for item in chance.sample(items, 3)]
        return await client.post("/store/purchase", headers=terminal, json=basket(*lines))

    async def move() -> httpx.Response:
        body = {"delta": chance.choice([-2, 3]), "reason": "COUNT"}
        path = f"/store/item/{chance.choice(items).id}/stock"
        return await client.post(path, headers=terminal, json=body)

    answers = await asyncio.gather(*(act() for act in (sell, move) * 60))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert await wrong_balances(database) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("price_penny = 151", "PRICE_CHANGED"),
        ("archived_at = now()", "ITEM_ARCHIVED"),
        ("balance = 0", "OUT_OF_STOCK"),
    ],
)
async def test_what_changes_between_look_and_sale_is_seen(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    tea: ItemRead,
    database: Database,
    change: str,
    code: str,
) -> None:
    shown = {"items": [{"item_id": str(tea.id), "count": 1, "price_penny": 150}]}
    async with database.session() as session, session.begin():
        await session.execute(text(f"UPDATE store_items SET {change}"))  # noqa: S608 - our own
        sale = asyncio.create_task(client.post("/store/purchase", headers=terminal, json=shown))
        await wait_until_one_waits(database)
    answer = await sale
    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_no_sale_is_written_after_its_store_was_closed(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, database: Database
) -> None:
    body = basket((tea.id, 1))
    await client.post("/store/purchase", headers=terminal, json=body)
    async with database.session() as session, session.begin():
        await stores.delete_store(session, tea.store_id)
        sale = asyncio.create_task(client.post("/store/purchase", headers=terminal, json=body))
        await wait_until_one_waits(database)
    answer = await sale
    assert (answer.status_code, answer.json()["code"]) == (404, "STORE_NOT_FOUND")
    assert (await counts(database)).purchases == 1


async def test_the_victim_of_a_deadlock_sells_all_the_same(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    first, then = [await create_item(database, store.id) for _ in range(2)]
    hold = text("SELECT id FROM store_items WHERE id = :id FOR NO KEY UPDATE")
    async with database.session() as session, session.begin():
        await session.execute(hold, {"id": then.id})
        body = basket((first.id, 1), (then.id, 1))
        sale = asyncio.create_task(client.post("/store/purchase", headers=terminal, json=body))
        await wait_until_one_waits(database)
        # Against the order of all others. The sale has waited longer, so it is the one to give way.
        await asyncio.sleep(0.2)
        await session.execute(hold, {"id": first.id})
    assert (await sale).status_code == 201
    assert await wrong_balances(database) == []
