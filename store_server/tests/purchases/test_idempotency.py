"""A sale that is repeated after a lost answer is one sale."""

import asyncio

import httpx
from base_api import CallerKind
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import balance_of, counts
from tests.fakes import FakeBaseApi
from tests.purchases.baskets import basket

KEY = {"Idempotency-Key": "3f0c-1"}


async def test_fifty_at_once_are_one_sale(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, database: Database
) -> None:
    headers, body = terminal | KEY, basket((tea.id, 1))
    answers = await asyncio.gather(
        *(client.post("/store/purchase", headers=headers, json=body) for _ in range(50))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert (await counts(database)).purchases == 1
    assert await balance_of(database, tea.id) == 9


async def test_another_body_is_refused(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, database: Database
) -> None:
    headers = terminal | KEY
    await client.post("/store/purchase", headers=headers, json=basket((tea.id, 1)))
    answer = await client.post("/store/purchase", headers=headers, json=basket((tea.id, 2)))
    assert answer.status_code == 409
    assert answer.json()["code"] == "IDEMPOTENCY_CONFLICT"
    assert await balance_of(database, tea.id) == 9


async def test_answer_is_repeated_when_nothing_is_left(
    client: httpx.AsyncClient, terminal: dict[str, str], pie: ItemRead
) -> None:
    headers, body = terminal | KEY, basket((pie.id, 3))
    first = await client.post("/store/purchase", headers=headers, json=body)
    second = await client.post("/store/purchase", headers=headers, json=body)
    assert (second.status_code, second.text) == (201, first.text)


async def test_answer_is_repeated_when_the_robot_has_left_the_train(
    client: httpx.AsyncClient,
    robot: Actor,
    store: StoreRead,
    tea: ItemRead,
    base_api: FakeBaseApi,
) -> None:
    headers, body = robot.headers | KEY, basket((tea.id, 1), store_id=str(store.id))
    first = await client.post("/robot/purchase", headers=headers, json=body)
    base_api.is_away = True
    second = await client.post("/robot/purchase", headers=headers, json=body)
    assert (second.status_code, second.text) == (201, first.text)


async def test_refusal_leaves_the_key_free(
    client: httpx.AsyncClient, terminal: dict[str, str], pie: ItemRead
) -> None:
    headers, body = terminal | KEY, basket((pie.id, 4))
    refused = await client.post("/store/purchase", headers=headers, json=body)
    delivery = {"delta": 1, "reason": "DELIVERY"}
    await client.post(f"/store/item/{pie.id}/stock", headers=terminal, json=delivery)
    sold = await client.post("/store/purchase", headers=headers, json=body)
    assert (refused.status_code, sold.status_code) == (409, 201)


async def test_key_of_another_caller_is_another_key(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    store: StoreRead,
    tea: ItemRead,
    sign_in: SignIn,
) -> None:
    second_terminal = await sign_in(CallerKind.STORE, store_id=str(store.id))
    body = basket((tea.id, 1))
    first = await client.post("/store/purchase", headers=terminal | KEY, json=body)
    second = await client.post("/store/purchase", headers=second_terminal | KEY, json=body)
    assert first.json()["id"] != second.json()["id"]
