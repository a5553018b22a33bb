"""Giving pieces to robots, and taking back what is left."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.allotments.sales import sale, upload
from tests.conftest import Actor
from tests.factories import balance_of, create_item, wrong_allotments, wrong_balances
from tests.purchases.baskets import basket


class TestCreateAllotment:
    async def test_robot_of_another_run_gets_nothing(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
    ) -> None:
        body = {"robot_id": str(uuid4()), "count": 1}
        answer = await client.post(f"/store/item/{tea.id}/allotment", headers=terminal, json=body)
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    @pytest.mark.parametrize("count", [0, -1, 1.5, "1", 1_001])
    async def test_bad_counts_are_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        tea: ItemRead,
        count: object,
    ) -> None:
        body = {"robot_id": str(robot.id), "count": count}
        answer = await client.post(f"/store/item/{tea.id}/allotment", headers=terminal, json=body)
        assert answer.status_code == 422

    async def test_what_a_human_must_look_at_stays_at_the_store(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        database: Database,
    ) -> None:
        beer = await create_item(database, store.id, age_limit=18)
        body = {"robot_id": str(robot.id), "count": 1}
        answer = await client.post(f"/store/item/{beer.id}/allotment", headers=terminal, json=body)
        assert answer.json()["code"] == "AGE_LIMITED"

    async def test_more_than_is_free_is_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        database: Database,
    ) -> None:
        kept = basket((tea.id, 3), store_id=str(store.id))
        await client.post("/robot/reservation", headers=robot.headers, json=kept)
        body = {"robot_id": str(robot.id), "count": 8}
        answer = await client.post(f"/store/item/{tea.id}/allotment", headers=terminal, json=body)
        assert answer.json()["code"] == "OUT_OF_STOCK"
        assert answer.json()["items"] == [{"item_id": str(tea.id), "left": 7}]
        assert await balance_of(database, tea.id) == 10

    async def test_pieces_leave_the_stores_stock(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        tea: ItemRead,
        allotted: dict[str, Any],
        database: Database,
    ) -> None:
        sold = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 5)))
        mine = await client.get("/robot/allotments", headers=robot.headers)
        listed = await client.get("/store/allotments", headers=terminal)
        assert (allotted["item_name"], allotted["balance"]) == ("Tea", 6)
        assert sold.json()["items"] == [{"item_id": str(tea.id), "left": 4}]
        assert [(one["name"], one["balance"]) for one in mine.json()] == [("Tea", 6)]
        assert listed.json()["items"] == [allotted]
        assert await wrong_allotments(database) == await wrong_balances(database) == []


class TestReturnAllotment:
    async def test_more_than_the_robot_has_is_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        tea: ItemRead,
        allotted: dict[str, Any],
    ) -> None:
        path = f"/store/item/{tea.id}/allotment/return"
        body = {"robot_id": str(robot.id), "count": 7}
        answer = await client.post(path, headers=terminal, json=body)
        assert (answer.json()["code"], answer.json()["left"]) == ("NOT_ALLOTTED", 6)

    async def test_what_is_left_is_the_stores_again(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
        database: Database,
    ) -> None:
        await upload(client, robot, sale(store.id, (tea.id, 2)))
        path = f"/store/item/{tea.id}/allotment/return"
        body = {"robot_id": str(robot.id)}
        answers = [await client.post(path, headers=terminal, json=body) for _ in range(2)]
        assert [answer.json()["balance"] for answer in answers] == [0, 0]
        assert await balance_of(database, tea.id) == 8
        assert await wrong_allotments(database) == await wrong_balances(database) == []

    async def test_item_of_another_store_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_terminal: dict[str, str],
        robot: Actor,
        tea: ItemRead,
        allotted: dict[str, Any],
    ) -> None:
        path = f"/store/item/{tea.id}/allotment/return"
        body = {"robot_id": str(robot.id)}
        answer = await client.post(path, headers=other_terminal, json=body)
        assert answer.json()["code"] == "ITEM_NOT_FOUND"
