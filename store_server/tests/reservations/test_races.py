"""Baskets, sales and releases at the same moment."""

import asyncio
from collections import Counter
from uuid import uuid4

import httpx
from base_api import CallerKind
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import balance_of, create_item, wrong_balances, wrong_holds
from tests.fakes import FakeBaseApi
from tests.purchases.baskets import basket


async def test_baskets_and_sales_never_promise_the_same_piece(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    store: StoreRead,
    database: Database,
    sign_in: SignIn,
    base_api: FakeBaseApi,
) -> None:
    item = await create_item(database, store.id, balance=40)
    robots = [await _robot(sign_in, base_api, store) for _ in range(10)]
    body = basket((item.id, 1), store_id=str(store.id))
    answers = await asyncio.gather(
        *(
            call
            for robot in robots
            for _ in range(5)
            for call in (
                client.post("/robot/reservation", headers=robot.headers, json=body),
                client.post("/store/purchase", headers=terminal, json=basket((item.id, 1))),
            )
        )
    )
    given = Counter(answer.status_code for answer in answers)
    sold = 40 - await balance_of(database, item.id)
    kept = await database.driver.fetchval("SELECT count(*) FROM reservations")
    assert given == {201: 40, 409: 60}
    assert sold + kept == 40
    assert await wrong_holds(database) == []
    assert await wrong_balances(database) == []


async def test_a_basket_is_bought_or_released_but_never_both(
    client: httpx.AsyncClient,
    robot: Actor,
    store: StoreRead,
    database: Database,
) -> None:
    items = [await create_item(database, store.id, balance=100) for _ in range(3)]
    body = basket(*((item.id, 2) for item in items), store_id=str(store.id))
    made = (await client.post("/robot/reservation", headers=robot.headers, json=body)).json()
    purchase = body | {"reservation_id": made["id"]}
    path = f"/robot/reservation/{made['id']}"
    answers = await asyncio.gather(
        *(
            call
            for _ in range(10)
            for call in (
                client.post("/robot/purchase", headers=robot.headers, json=purchase),
                client.delete(path, headers=robot.headers),
            )
        )
    )
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    sold = [answer for answer in answers if answer.status_code == 201]
    state = (await client.get(path, headers=robot.headers)).json()["state"]
    assert (len(sold), state) in {(0, "RELEASED"), (1, "USED")}
    assert await balance_of(database, items[0].id) == 100 - 2 * len(sold)
    assert await wrong_holds(database) == []


async def test_limit_holds_when_all_ask_at_once(
    client: httpx.AsyncClient, robot: Actor, store: StoreRead, database: Database
) -> None:
    item = await create_item(database, store.id, balance=100)
    body = basket((item.id, 1), store_id=str(store.id))
    answers = await asyncio.gather(
        *(client.post("/robot/reservation", headers=robot.headers, json=body) for _ in range(30))
    )
    assert Counter(answer.status_code for answer in answers) == {201: 10, 409: 20}


async def _robot(sign_in: SignIn, base_api: FakeBaseApi, store: StoreRead) -> Actor:
    robot_id = uuid4()
    base_api.put_on_train(robot_id, store.id)
    return Actor(robot_id, await sign_in(CallerKind.ROBOT, robot_id))
