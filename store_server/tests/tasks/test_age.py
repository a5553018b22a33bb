"""What has an age limit is handed over by somebody who has seen the buyer."""

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import create_item
from tests.purchases.baskets import basket


@pytest.fixture
async def task_id(
    client: httpx.AsyncClient,
    robot: Actor,
    terminal: dict[str, str],
    store: StoreRead,
    database: Database,
) -> str:
    """A task of a robot's sale, ready, with beer in it."""
    beer = await create_item(database, store.id, age_limit=18)
    wine = await create_item(database, store.id, age_limit=21)
    lines = [(beer.id, 1), (wine.id, 1)]
    body = basket(*lines, store_id=str(store.id), is_default_ready=True)
    await client.post("/robot/purchase", headers=robot.headers, json=body)
    tasks = (await client.get("/store/tasks", headers=terminal)).json()["items"]
    assert tasks[0]["age_limit"] == 21
    return str(tasks[0]["id"])


class TestHandOver:
    @pytest.mark.parametrize("body", [None, {}, {"age_confirmed": False}])
    async def test_unconfirmed_age_is_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        task_id: str,
        body: dict[str, bool] | None,
    ) -> None:
        path = f"/store/task/{task_id}/hand_over"
        answer = await client.post(path, headers=terminal, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "AGE_NOT_CONFIRMED"
        assert answer.json()["age_limit"] == 21

    async def test_word_instead_of_yes_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task_id: str
    ) -> None:
        path = f"/store/task/{task_id}/hand_over"
        answer = await client.post(path, headers=terminal, json={"age_confirmed": "yes"})
        assert answer.status_code == 422

    async def test_confirmed_age_is_kept(
        self, client: httpx.AsyncClient, terminal: dict[str, str], task_id: str
    ) -> None:
        path = f"/store/task/{task_id}/hand_over"
        answer = await client.post(path, headers=terminal, json={"age_confirmed": True})
        again = await client.post(path, headers=terminal)
        assert answer.json()["state"] == "HANDED_OVER"
        assert answer.json()["age_confirmed_at"] == answer.json()["handed_over_at"]
        assert again.json() == answer.json()


async def test_staff_at_the_counter_see_the_buyer(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> None:
    beer = await create_item(database, store.id, age_limit=18)
    body = basket((beer.id, 1), is_default_ready=True)
    await client.post("/store/purchase", headers=terminal, json=body)
    task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
    answer = await client.post(f"/store/task/{task['id']}/hand_over", headers=terminal)
    assert answer.status_code == 200
