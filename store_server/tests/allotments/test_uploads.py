"""Sales that robots upload, and what the staff settle."""

import asyncio
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import CallerKind, Privilege
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.allotments.sales import SYNC, sale, upload
from tests.conftest import Actor
from tests.factories import balance_of, counts, create_item, wrong_allotments


class TestSyncPurchases:
    @pytest.mark.parametrize(
        "change",
        [
            {"items": []},
            {"sequence": -1},
            {"made_at": "2026-03-08T10:00:00"},
            {"made_at": "0001-01-01T00:00:00+14:00"},
        ],
    )
    async def test_bad_sales_are_refused(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        change: dict[str, Any],
    ) -> None:
        body = {"sales": [sale(store.id, (tea.id, 1)) | change]}
        answer = await client.post(SYNC, headers=robot.headers, json=body)
        assert answer.status_code == 422

    async def test_sale_is_a_purchase_at_the_price_that_was_paid(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
        database: Database,
    ) -> None:
        results = await upload(client, robot, sale(store.id, (tea.id, 2), price_penny=140))
        path = f"/robot/purchase/{results[0]['purchase_id']}"
        purchase = (await client.get(path, headers=robot.headers)).json()
        tasks = (await client.get("/store/tasks", headers=terminal)).json()["items"]
        assert results[0]["result"] == "ACCEPTED"
        assert purchase["total_penny"] == 280
        assert [task["state"] for task in tasks] == ["HANDED_OVER"]
        assert await balance_of(database, tea.id) == 4
        assert (await counts(database)).events == 1
        assert await wrong_allotments(database) == []

    async def test_repeated_uploads_are_one_sale(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
        database: Database,
    ) -> None:
        sales = [sale(store.id, (tea.id, 1), sequence=number) for number in range(4)]
        answers = await asyncio.gather(*(upload(client, robot, *sales) for _ in range(5)))
        found = Counter(one["result"] for answer in answers for one in answer)
        assert found == {"ACCEPTED": 4, "DUPLICATE": 16}
        assert len({one["purchase_id"] for answer in answers for one in answer}) == 4
        assert (await counts(database)).purchases == 4

    async def test_sales_count_in_the_order_in_which_they_were_made(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
    ) -> None:
        later, earlier = (sale(store.id, (tea.id, 4), sequence=number) for number in (9, 8))
        results = await upload(client, robot, later, earlier)
        assert [one["result"] for one in results] == ["REFUSED", "ACCEPTED"]

    @pytest.mark.parametrize(
        ("case", "reason"),
        [
            ("too many", "ALLOTMENT_EXCEEDED"),
            ("never given", "NOT_ALLOTTED"),
            ("unknown store", "NOT_ALLOTTED"),
            ("two prices", "DIFFERENT_PRICES"),
        ],
    )
    async def test_what_is_not_covered_is_kept_for_the_staff(
        self,
        client: httpx.AsyncClient,
        sign_in: SignIn,
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
        database: Database,
        case: str,
        reason: str,
    ) -> None:
        pie = await create_item(database, store.id)
        body = {
            "too many": sale(store.id, (tea.id, 7)),
            "never given": sale(store.id, (tea.id, 1), (pie.id, 1)),
            "unknown store": sale(uuid4(), (tea.id, 1)),
            "two prices": sale(store.id, (tea.id, 1), (tea.id, 1)),
        }[case]
        if case == "two prices":
            body["items"][1]["price_penny"] = 1
        results = await upload(client, robot, body)
        again = await upload(client, robot, body)
        admin = await sign_in(CallerKind.ENGINEER, privileges=Privilege.ADMIN)
        kept = (await client.get("/admin/robot_sales", headers=admin)).json()["items"]
        assert (results[0]["result"], results[0]["reason"]) == ("REFUSED", reason)
        assert (again[0]["result"], again[0]["reason"]) == ("DUPLICATE", reason)
        assert [one["request_id"] for one in kept] == [body["request_id"]]
        assert kept[0]["sale"]["items"] == body["items"]
        assert (await counts(database)).purchases == 0
        assert await wrong_allotments(database) == []

    async def test_request_id_of_another_sale_loses_nothing(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
    ) -> None:
        first = sale(store.id, (tea.id, 1))
        second = first | {"sequence": 2}
        results = await upload(client, robot, first, second)
        kept = (await client.get("/store/robot_sales", headers=terminal)).json()
        assert [one["reason"] for one in results] == [None, "REQUEST_ID_REUSED"]
        assert kept["total"] == 2


class TestSettleRobotSale:
    async def test_only_refused_sales_of_the_own_store_are_settled(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
        allotted: dict[str, Any],
    ) -> None:
        await upload(client, robot, sale(store.id, (tea.id, 1)), sale(store.id, (tea.id, 9)))
        waiting = {"is_settled": "false"}
        listed = await client.get("/store/robot_sales", headers=terminal, params=waiting)
        path = f"/store/robot_sale/{listed.json()['items'][0]['id']}/settle"
        body = {"note": "Counted, three were missing."}
        foreign = await client.post(path, headers=other_terminal, json=body)
        settled = await client.post(path, headers=terminal, json=body)
        left = await client.get("/store/robot_sales", headers=terminal, params=waiting)
        assert listed.json()["total"] == 1
        assert foreign.json()["code"] == "ROBOT_SALE_NOT_FOUND"
        assert settled.json()["note"] == body["note"]
        assert left.json()["total"] == 0
