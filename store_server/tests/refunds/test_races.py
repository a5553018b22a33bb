"""Many who refund at once."""

import asyncio
from collections import Counter
from typing import Any

import asyncpg
import httpx
import pytest
from service_kit.database import Database
from sqlalchemy import text

from app.items.schemas import ItemRead
from tests.factories import balance_of, create_item, wrong_balances
from tests.purchases.baskets import basket
from tests.waiting import wait_until_one_waits


async def test_no_more_goes_back_than_was_bought(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    tea: ItemRead,
    path: str,
    database: Database,
) -> None:
    body = {"reason": "Cold", "restock": True, "items": [{"item_id": str(tea.id), "count": 1}]}
    answers = await asyncio.gather(
        *(client.post(path, headers=terminal, json=body) for _ in range(40))
    )
    codes = Counter(answer.json().get("code", "refunded") for answer in answers)
    assert codes == {"refunded": 5, "REFUND_EXCEEDS_PURCHASE": 35}
    assert await balance_of(database, tea.id) == 10
    assert await wrong_balances(database) == []
    assert await database.driver.fetchval("SELECT sum(total_penny) FROM refunds") == 5 * 150


async def test_fifty_repetitions_at_once_are_one_refund(
    client: httpx.AsyncClient, terminal: dict[str, str], path: str, database: Database
) -> None:
    headers = terminal | {"Idempotency-Key": "r-2"}
    answers = await asyncio.gather(
        *(client.post(path, headers=headers, json={"reason": "Cold"}) for _ in range(50))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert await database.driver.fetchval("SELECT count(*) FROM refunds") == 1


async def test_the_database_refuses_more_whatever_the_code_does(
    purchase: dict[str, Any], database: Database
) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="refunded_at_most_count"):
        await database.driver.execute("UPDATE purchase_items SET refunded_count = count + 1")


async def test_sales_and_refunds_of_the_same_items_meet_no_deadlock(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, database: Database
) -> None:
    store_id = tea.store_id
    items = [await create_item(database, store_id, balance=1_000) for _ in range(6)]
    forwards = basket(*((item.id, 1) for item in items))
    sold = [
        (await client.post("/store/purchase", headers=terminal, json=forwards)).json()
        for _ in range(8)
    ]
    backwards: dict[str, Any] = basket(*((item.id, 1) for item in reversed(items)))
    refund = {
        "items": [one | {"restock": bool(n)} for n, one in enumerate(backwards["items"])],
        "reason": "Cold",
    }
    answers = await asyncio.gather(
        *(
            request
            for one in sold
            for request in (
                client.post("/store/purchase", headers=terminal, json=backwards),
                client.post(f"/store/purchase/{one['id']}/refund", headers=terminal, json=refund),
            )
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    assert await wrong_balances(database) == []


async def test_what_does_not_go_back_is_held_as_well(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    tea: ItemRead,
    path: str,
    database: Database,
) -> None:
    """Else its foreign key would pass by the sales that queue for the item, and they would
    deadlock."""
    body = {"reason": "Cold", "items": [{"item_id": str(tea.id), "count": 1, "restock": False}]}
    async with database.session() as session, session.begin():
        await session.execute(
            text("SELECT id FROM store_items WHERE id = :id FOR NO KEY UPDATE"), {"id": tea.id}
        )
        refund = asyncio.create_task(client.post(path, headers=terminal, json=body))
        await wait_until_one_waits(database)
    assert (await refund).status_code == 201
