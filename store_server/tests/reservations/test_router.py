"""Keeping baskets, and buying them."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import CallerKind
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead
from app.reservations.service import tidy
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import balance_of, create_item, expire, wrong_balances, wrong_holds
from tests.purchases.baskets import basket

PATH = "/robot/reservation"


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=10)


@pytest.fixture
async def reservation(
    client: httpx.AsyncClient, robot: Actor, store: StoreRead, tea: ItemRead
) -> dict[str, Any]:
    """Seven of ten teas."""
    body = basket((tea.id, 7), store_id=str(store.id))
    answer = await client.post(PATH, headers=robot.headers, json=body)
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made


async def left_of(client: httpx.AsyncClient, terminal: dict[str, str], item: ItemRead) -> int:
    answer = await client.get(f"/store/item/{item.id}", headers=terminal)
    left: int = answer.json()["available"]
    return left


class TestReserve:
    @pytest.mark.parametrize(
        ("lines", "status", "code"),
        [
            ([], 409, "EMPTY_PURCHASE"),
            ([(0, 11)], 409, "OUT_OF_STOCK"),
            ([(0, 6), (0, 5)], 409, "OUT_OF_STOCK"),
            ([(1, 51)], 409, "RESERVATION_TOO_LARGE"),
            ([(0, 0)], 422, "VALIDATION_ERROR"),
        ],
    )
    async def test_refusals_keep_nothing(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        database: Database,
        lines: list[tuple[int, int]],
        status: int,
        code: str,
    ) -> None:
        plenty = await create_item(database, store.id, balance=100)
        ids = [tea.id, plenty.id]
        body = basket(*((ids[which], count) for which, count in lines), store_id=str(store.id))
        answer = await client.post(PATH, headers=robot.headers, json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert await wrong_holds(database) == []

    async def test_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, robot: Actor, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), store_id=str(uuid4()))
        answer = await client.post(PATH, headers=robot.headers, json=body)
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    async def test_unknown_item_is_not_found(
        self, client: httpx.AsyncClient, robot: Actor, store: StoreRead
    ) -> None:
        body = basket((uuid4(), 1), store_id=str(store.id))
        answer = await client.post(PATH, headers=robot.headers, json=body)
        assert answer.json()["code"] == "ITEM_NOT_FOUND"

    async def test_what_is_kept_is_not_sold_to_others(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        many = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 4)))
        rest = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 3)))
        assert many.json()["items"] == [{"item_id": str(tea.id), "left": 3}]
        assert rest.status_code == 201
        assert await balance_of(database, tea.id) == 7
        assert await left_of(client, terminal, tea) == 0

    async def test_repeated_key_is_one_reservation(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        database: Database,
    ) -> None:
        headers = robot.headers | {"Idempotency-Key": "basket-1"}
        body = basket((tea.id, 6), store_id=str(store.id))
        answers = [await client.post(PATH, headers=headers, json=body) for _ in range(2)]
        assert answers[0].text == answers[1].text
        assert await wrong_holds(database) == []

    async def test_no_caller_keeps_more_baskets_than_it_may(
        self, client: httpx.AsyncClient, robot: Actor, store: StoreRead, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id))
        answers = [await client.post(PATH, headers=robot.headers, json=body) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [201] * 10 + [409]
        assert answers[-1].json()["code"] == "TOO_MANY_RESERVATIONS"


class TestExpiry:
    async def test_time_alone_gives_the_stock_back(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        terminal: dict[str, str],
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        await expire(database, UUID(reservation["id"]))
        shown = await client.get(f"{PATH}/{reservation['id']}", headers=robot.headers)
        assert shown.json()["state"] == "EXPIRED"
        assert await left_of(client, terminal, tea) == 10
        sold = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 10)))
        assert sold.status_code == 201

    async def test_expired_basket_is_not_bought(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        await expire(database, UUID(reservation["id"]))
        answer = await buy(client, robot, store, reservation, (tea.id, 7))
        assert answer.json()["code"] == "RESERVATION_NOT_LIVE"
        assert answer.json()["state"] == "EXPIRED"

    async def test_sweeper_tidies_and_changes_nothing(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        tea: ItemRead,
        robot: Actor,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        pie = await create_item(database, store.id)
        body = basket((pie.id, 1), store_id=str(store.id))
        await client.post(PATH, headers=robot.headers, json=body)
        await expire(database, UUID(reservation["id"]))
        async with database.session() as session, session.begin():
            await tidy(session)
        held = await database.driver.fetch("SELECT id FROM store_items WHERE holds <> '{}'")
        assert [row["id"] for row in held] == [pie.id]
        assert await wrong_holds(database) == []


class TestRelease:
    async def test_reservation_of_another_robot_is_not_found(
        self, client: httpx.AsyncClient, sign_in: SignIn, reservation: dict[str, Any]
    ) -> None:
        other = await sign_in(CallerKind.ROBOT)
        path = f"{PATH}/{reservation['id']}"
        answers = [await client.get(path, headers=other), await client.delete(path, headers=other)]
        assert [answer.json()["code"] for answer in answers] == ["RESERVATION_NOT_FOUND"] * 2

    async def test_stock_is_free_again_and_twice_is_once(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        terminal: dict[str, str],
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        path = f"{PATH}/{reservation['id']}"
        answers = [await client.delete(path, headers=robot.headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert await left_of(client, terminal, tea) == 10
        assert await wrong_holds(database) == []

    async def test_bought_basket_cannot_be_given_back(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
    ) -> None:
        await buy(client, robot, store, reservation, (tea.id, 7))
        answer = await client.delete(f"{PATH}/{reservation['id']}", headers=robot.headers)
        assert answer.json()["code"] == "RESERVATION_NOT_LIVE"


async def buy(
    client: httpx.AsyncClient,
    robot: Actor,
    store: StoreRead,
    reservation: dict[str, Any],
    *lines: tuple[UUID, int],
) -> httpx.Response:
    body = basket(*lines, store_id=str(store.id), reservation_id=reservation["id"])
    return await client.post("/robot/purchase", headers=robot.headers, json=body)


class TestBuy:
    async def test_basket_is_bought_once(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        first = await buy(client, robot, store, reservation, (tea.id, 7))
        second = await buy(client, robot, store, reservation, (tea.id, 3))
        shown = await client.get(f"{PATH}/{reservation['id']}", headers=robot.headers)
        assert first.status_code == 201
        assert (second.json()["code"], second.json()["state"]) == ("RESERVATION_NOT_LIVE", "USED")
        assert shown.json()["purchase_id"] == first.json()["id"]
        assert await balance_of(database, tea.id) == 3
        assert await wrong_holds(database) == []
        assert await wrong_balances(database) == []

    async def test_more_than_the_basket_is_bought_while_there_is_some(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
    ) -> None:
        too_many = await buy(client, robot, store, reservation, (tea.id, 11))
        all_of_them = await buy(client, robot, store, reservation, (tea.id, 10))
        assert too_many.json()["items"] == [{"item_id": str(tea.id), "left": 10}]
        assert all_of_them.status_code == 201

    async def test_basket_is_bought_whole(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
        database: Database,
    ) -> None:
        pie = await create_item(database, store.id)
        answer = await buy(client, robot, store, reservation, (pie.id, 1))
        assert answer.json()["code"] == "RESERVATION_DIFFERS"
        assert answer.json()["items"] == [{"item_id": str(tea.id)}]

    async def test_basket_of_another_robot_is_not_found(
        self,
        client: httpx.AsyncClient,
        sign_in: SignIn,
        store: StoreRead,
        tea: ItemRead,
        reservation: dict[str, Any],
        base_api: Any,
    ) -> None:
        other = uuid4()
        base_api.put_on_train(other, store.id)
        actor = Actor(other, await sign_in(CallerKind.ROBOT, other))
        answer = await buy(client, actor, store, reservation, (tea.id, 7))
        assert answer.json()["code"] == "RESERVATION_NOT_FOUND"
