"""When a task is promised, when it is late, and where it goes."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket

Headers = dict[str, str]


async def _minutes_pass(database: Database, minutes: int) -> None:
    """As if everything had been sold so much earlier."""
    await database.driver.execute(
        "UPDATE tasks SET promised_at = promised_at - $1::interval, "
        "created_at = created_at - $1::interval",
        timedelta(minutes=minutes),
    )


async def _list(client: httpx.AsyncClient, terminal: Headers, **params: object) -> list[Any]:
    answer = await client.get("/store/tasks", headers=terminal, params=params)  # type: ignore[arg-type]
    listed: list[Any] = answer.json()["items"]
    return listed


def _minutes_promised(task: dict[str, Any]) -> float:
    promised = datetime.fromisoformat(task["promised_at"])
    return (promised - datetime.fromisoformat(task["created_at"])) / timedelta(minutes=1)


class TestPromise:
    async def test_is_what_the_settings_say(self, task: dict[str, Any]) -> None:
        assert _minutes_promised(task) == 15
        assert task["is_late"] is False

    async def test_is_what_the_store_says_from_then_on(
        self,
        client: httpx.AsyncClient,
        admin: Headers,
        terminal: Headers,
        store: StoreRead,
        database: Database,
        task: dict[str, Any],
    ) -> None:
        body = {"name": "Bar", "description": "", "store_type": "SHOP", "preparation_minutes": 3}
        await client.put(f"/admin/store/{store.id}", headers=admin, json=body)
        item = await create_item(database, store.id)
        await client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
        newest, earlier = await _list(client, terminal)
        assert _minutes_promised(newest) == 3
        assert earlier == task


class TestLate:
    async def test_as_soon_as_the_time_is_over(
        self,
        client: httpx.AsyncClient,
        terminal: Headers,
        task: dict[str, Any],
        database: Database,
    ) -> None:
        await _minutes_pass(database, 16)
        (late,) = await _list(client, terminal, is_late=True)
        assert (late["id"], late["is_late"]) == (task["id"], True)
        assert await _list(client, terminal, is_late=False) == []

    async def test_not_a_minute_before(
        self,
        client: httpx.AsyncClient,
        terminal: Headers,
        task: dict[str, Any],
        database: Database,
    ) -> None:
        await _minutes_pass(database, 14)
        assert await _list(client, terminal, is_late=True) == []
        assert len(await _list(client, terminal, is_late=False)) == 1

    async def test_what_was_ready_in_time_never_becomes_late(
        self,
        client: httpx.AsyncClient,
        terminal: Headers,
        task: dict[str, Any],
        database: Database,
    ) -> None:
        ready = await client.post(f"/store/task/{task['id']}/ready", headers=terminal)
        await database.driver.execute("UPDATE tasks SET promised_at = ready_at")
        assert ready.json()["is_late"] is False
        assert await _list(client, terminal, is_late=True) == []

    async def test_what_was_ready_too_late_stays_late(
        self,
        client: httpx.AsyncClient,
        terminal: Headers,
        task: dict[str, Any],
        database: Database,
    ) -> None:
        await _minutes_pass(database, 16)
        for action in ("ready", "hand_over"):
            answer = await client.post(f"/store/task/{task['id']}/{action}", headers=terminal)
            assert answer.json()["is_late"] is True
        assert len(await _list(client, terminal, is_late=True)) == 1

    async def test_nobody_waits_for_what_is_cancelled(
        self,
        client: httpx.AsyncClient,
        terminal: Headers,
        task: dict[str, Any],
        database: Database,
    ) -> None:
        await _minutes_pass(database, 16)
        answer = await client.post(f"/store/task/{task['id']}/cancel", headers=terminal)
        assert answer.json()["is_late"] is False
        assert await _list(client, terminal, is_late=True) == []


class TestSeat:
    @pytest.fixture(autouse=True)
    async def orders(
        self, client: httpx.AsyncClient, terminal: Headers, store: StoreRead, database: Database
    ) -> None:
        item = await create_item(database, store.id)
        for where in ({"wagon": 4, "place": 17}, {"wagon": 5}, {"wish": "no ice"}):
            body = basket((item.id, 1), additional_data=where)
            await client.post("/store/purchase", headers=terminal, json=body)

    async def test_comes_from_what_the_seller_added(
        self, client: httpx.AsyncClient, terminal: Headers
    ) -> None:
        listed = await _list(client, terminal)
        seats = [(task["wagon_number"], task["place_number"]) for task in listed]
        assert seats == [(None, None), (5, None), (4, 17)]

    async def test_filters_by_wagon(self, client: httpx.AsyncClient, terminal: Headers) -> None:
        (found,) = await _list(client, terminal, wagon_number=4)
        assert found["additional_data"] == {"wagon": 4, "place": 17}

    async def test_refuses_a_wagon_that_cannot_be(
        self, client: httpx.AsyncClient, terminal: Headers
    ) -> None:
        answer = await client.get("/store/tasks", headers=terminal, params={"wagon_number": 2**40})
        assert answer.status_code == 422
