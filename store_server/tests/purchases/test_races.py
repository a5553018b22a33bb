"""Many buyers at once, on the same items."""

import asyncio
import random
from collections import Counter

import httpx
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import balance_of, counts, create_item, wrong_balances
from tests.purchases.baskets import basket


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


async def test_price_changed_between_look_and_sale_is_never_sold_at_the_old_one(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
) -> None:
    shown = {"items": [{"item_id": str(tea.id), "count": 1, "price_penny": 150}]}
    change = {"id": str(tea.id), "name": "Tea", "description": "", "price_penny": 151}
    answers = await asyncio.gather(
        *(client.post("/store/purchase", headers=terminal, json=shown) for _ in range(5)),
        client.put("/store/item", headers=terminal, json=change),
        *(client.post("/store/purchase", headers=terminal, json=shown) for _ in range(5)),
    )
    sold = [answer for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json()["total_penny"] for answer in sold} <= {150}
    assert {answer.json()["code"] for answer in refused} <= {"PRICE_CHANGED"}
