"""Selling at a robot."""

from uuid import uuid4

import httpx
from base_api import CallerKind
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import balance_of, counts, create_store
from tests.fakes import FakeBaseApi
from tests.purchases.baskets import basket

PLACE = {"wagon": 4, "place": 17}


class TestCreateRobotPurchase:
    async def test_body_without_a_store_is_refused(
        self, client: httpx.AsyncClient, robot: Actor, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1))
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        assert answer.status_code == 422

    async def test_robot_without_a_trip_is_refused(
        self, client: httpx.AsyncClient, sign_in: SignIn, store: StoreRead, tea: ItemRead
    ) -> None:
        headers = await sign_in(CallerKind.ROBOT)
        body = basket((tea.id, 1), store_id=str(store.id))
        answer = await client.post("/robot/purchase", headers=headers, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    async def test_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, robot: Actor, tea: ItemRead, database: Database
    ) -> None:
        other = await create_store(database)
        body = basket((tea.id, 1), store_id=str(other.id))
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    async def test_base_server_away_is_a_clear_503_and_nothing_is_sold(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        base_api: FakeBaseApi,
        database: Database,
    ) -> None:
        base_api.is_away = True
        body = basket((tea.id, 1), store_id=str(store.id))
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        assert answer.status_code == 503
        assert answer.json()["code"] == "NEIGHBOUR_UNAVAILABLE"
        assert "Retry-After" in answer.headers
        assert (await counts(database)).purchases == 0

    async def test_item_of_another_store_on_the_run_is_not_found(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        base_api: FakeBaseApi,
        database: Database,
    ) -> None:
        other = await create_store(database)
        base_api.put_on_train(robot.id, store.id, other.id)
        body = basket((tea.id, 1), store_id=str(other.id))
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "ITEM_NOT_FOUND"

    async def test_items_are_sold_and_the_staff_know_where_to(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        terminal: dict[str, str],
        store: StoreRead,
        tea: ItemRead,
        database: Database,
    ) -> None:
        body = basket((tea.id, 2), store_id=str(store.id), additional_data=PLACE)
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
        assert answer.status_code == 201
        assert answer.json()["total_penny"] == 300
        assert await balance_of(database, tea.id) == 8
        assert task["purchase_id"] == answer.json()["id"]
        assert task["additional_data"] == PLACE


class TestGetRobotPurchase:
    async def test_unknown_purchase_is_not_found(
        self, client: httpx.AsyncClient, robot: Actor
    ) -> None:
        answer = await client.get(f"/robot/purchase/{uuid4()}", headers=robot.headers)
        assert answer.status_code == 404
        assert answer.json()["code"] == "PURCHASE_NOT_FOUND"

    async def test_purchase_of_another_robot_is_not_found(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        sign_in: SignIn,
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id))
        sold = await client.post("/robot/purchase", headers=robot.headers, json=body)
        another = await sign_in(CallerKind.ROBOT)
        answer = await client.get(f"/robot/purchase/{sold.json()['id']}", headers=another)
        assert answer.status_code == 404

    async def test_own_purchase_is_shown(
        self, client: httpx.AsyncClient, robot: Actor, store: StoreRead, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id))
        sold = await client.post("/robot/purchase", headers=robot.headers, json=body)
        answer = await client.get(f"/robot/purchase/{sold.json()['id']}", headers=robot.headers)
        assert answer.json().items() >= sold.json().items()
