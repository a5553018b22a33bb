"""The service against a plain model of it, whatever is done in whatever order."""

import asyncio
from uuid import uuid4

import httpx
from base_api import CallerKind
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.fakes import FakeBaseApi
from tests.model.bench import Bench
from tests.model.machine import ROBOTS, Store


async def test_no_piece_and_no_penny_is_lost_or_sold_twice(
    client: httpx.AsyncClient,
    terminal: dict[str, str],
    store: StoreRead,
    database: Database,
    base_api: FakeBaseApi,
    sign_in: SignIn,
) -> None:
    robots = []
    for _ in range(ROBOTS):
        robot_id = uuid4()
        base_api.put_on_train(robot_id, store.id)
        robots.append(Actor(robot_id, await sign_in(CallerKind.ROBOT, robot_id)))
    Store.bench = Bench(
        asyncio.get_running_loop(), client, database, store.id, terminal, tuple(robots)
    )
    limits = settings(
        max_examples=8,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Store, settings=limits)
