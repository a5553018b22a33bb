import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import Translation
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket

ACTIONS = ["take", "ready", "hand_over", "cancel"]


class TestListTasks:
    async def test_unknown_state_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        answer = await client.get("/store/tasks", headers=terminal, params={"state": "LOST"})
        assert answer.status_code == 422

    async def test_tasks_of_another_store_are_not_listed(
        self, client: httpx.AsyncClient, other_terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        answer = await client.get("/store/tasks", headers=other_terminal)
        assert answer.json()["items"] == []

    async def test_new_task_says_what_to_prepare(self, task: dict[str, Any]) -> None:
        assert (task["state"], task["is_ready"], task["ready_at"]) == ("NEW", False, None)
        assert [(item["name"], item["count"]) for item in task["items"]] == [("Tea", 2)]

    async def test_items_are_named_in_the_terminals_language(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        russian = {"ru": Translation(name="Чай")}
        item = await create_item(database, store.id, name="Tea", translations=russian)
        await client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
        in_russian = {"language": "ru"}
        task = (await client.get("/store/tasks", headers=terminal, params=in_russian)).json()
        assert task["items"][0]["items"][0]["name"] == "Чай"

    async def test_task_that_needs_no_preparation_is_ready(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        body = basket((item.id, 1), is_default_ready=True)
        await client.post("/store/purchase", headers=terminal, json=body)
        task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
        assert (task["state"], task["is_ready"]) == ("READY", True)
        assert task["ready_at"] == task["created_at"]

    async def test_states_filter(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        open_ones = {"state": ["NEW", "TAKEN"]}
        listed = await client.get("/store/tasks", headers=terminal, params=open_ones)
        ready = await client.get("/store/tasks", headers=terminal, params={"state": "READY"})
        assert listed.json()["items"] == [task]
        assert ready.json()["items"] == []


@pytest.mark.parametrize("action", ACTIONS)
class TestActions:
    async def test_unknown_task_is_not_found(
        self, client: httpx.AsyncClient, terminal: dict[str, str], action: str
    ) -> None:
        answer = await client.post(f"/store/task/{uuid4()}/{action}", headers=terminal)
        assert answer.status_code == 404
        assert answer.json()["code"] == "TASK_NOT_FOUND"

    async def test_task_of_another_store_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_terminal: dict[str, str],
        task: dict[str, Any],
        action: str,
    ) -> None:
        path = f"/store/task/{task['id']}/{action}"
        answer = await client.post(path, headers=other_terminal)
        assert answer.status_code == 404


class TestMarkTaskReady:
    async def test_cancelled_task_cannot_be_ready(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        await client.post(f"/store/task/{task['id']}/cancel", headers=terminal)
        answer = await client.post(f"/store/task/{task['id']}/ready", headers=terminal)
        assert answer.status_code == 409
        assert answer.json()["code"] == "TASK_STATE_CONFLICT"
        assert answer.json()["state"] == "CANCELLED"

    async def test_task_is_ready(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        answer = await client.post(f"/store/task/{task['id']}/ready", headers=terminal)
        listed = await client.get("/store/tasks", headers=terminal)
        assert answer.status_code == 200
        assert (answer.json()["state"], answer.json()["is_ready"]) == ("READY", True)
        assert answer.json()["ready_at"] >= task["created_at"]
        assert listed.json()["items"] == [answer.json()]

    async def test_many_taps_are_one_change(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        task: dict[str, Any],
        database: Database,
    ) -> None:
        path = f"/store/task/{task['id']}/ready"
        answers = await asyncio.gather(*(client.post(path, headers=terminal) for _ in range(10)))
        query = "SELECT count(*) FROM outbox WHERE topic = 'task.changed'"
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["ready_at"] for answer in answers}) == 1
        assert await database.driver.fetchval(query) == 1


class TestWholeWay:
    async def test_task_goes_from_new_to_handed_over(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        states = []
        for action in ("take", "ready", "hand_over"):
            answer = await client.post(f"/store/task/{task['id']}/{action}", headers=terminal)
            states.append((answer.json()["state"], answer.json()["is_ready"]))
        assert states == [("TAKEN", False), ("READY", True), ("HANDED_OVER", True)]

    async def test_each_step_names_who_took_it(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        for action in ("take", "ready", "hand_over"):
            answer = await client.post(f"/store/task/{task['id']}/{action}", headers=terminal)
        done = answer.json()
        assert done["taken_by"].startswith("store:")
        assert {done["taken_by"], done["ready_by"], done["handed_over_by"]} == {done["taken_by"]}
        assert done["cancelled_by"] is None


class TestCancelTask:
    async def test_money_goes_back_with_the_task_once(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        path, body = f"/store/task/{task['id']}/cancel", {"refund": {"reason": "Sold out"}}
        answers = [await client.post(path, headers=terminal, json=body) for _ in range(2)]
        shown = await client.get(f"/store/purchase/{task['purchase_id']}", headers=terminal)
        assert [answer.json()["state"] for answer in answers] == ["CANCELLED"] * 2
        assert shown.json()["refunded_penny"] == shown.json()["total_penny"]
        assert len(shown.json()["refunds"]) == 1

    async def test_a_refund_that_is_refused_leaves_the_task_as_it_was(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task: dict[str, Any]
    ) -> None:
        body = {"refund": {"reason": "?", "items": [{"item_id": str(uuid4()), "count": 1}]}}
        path = f"/store/task/{task['id']}/cancel"
        refused = await client.post(path, headers=terminal, json=body)
        listed = await client.get("/store/tasks", headers=terminal)
        assert refused.json()["code"] == "ITEM_NOT_IN_PURCHASE"
        assert listed.json()["items"] == [task]
