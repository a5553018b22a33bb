"""With a part away, what does not need it works, and the rest says so quickly and recovers."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.settings import DatabaseSettings, PeerSettings, RedisSettings
from service_kit.testing.infrastructure import EmptyTables
from service_kit.testing.plugin import running, sign_in_to

from app.config import Settings
from app.main import create_app
from tests.factories import bind_store, create_robot, create_ticket, create_user
from tests.security import Headers, report
from tests.wire import Wire, silence, wire_to

QUICK_SECONDS = 3.0
RECOVERED_SECONDS = 10.0
CODE = "the code of the only ticket"
# Nobody listens there.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Server:
    """The whole of base_server behind wires of its own, with a robot; its neighbours are away."""

    app: FastAPI
    client: httpx.AsyncClient
    robot: Headers
    postgres: Wire
    redis: Wire

    async def check_ticket(self) -> httpx.Response:
        body = {"request_id": str(time.monotonic_ns()), "code": CODE, "mode": "INSPECT"}
        return await self.client.post("/robot/ticket/check", json=body, headers=self.robot)


@pytest.fixture
async def neighbours(request: pytest.FixtureRequest) -> AsyncIterator[PeerSettings]:
    """Gone, unless a test wants them to hang: then each call waits as long as it may."""
    async with silence() as silent:
        hang = getattr(request, "param", "gone") == "hanging"
        url, secret = silent if hang else NOWHERE, SecretStr("x" * 32)
        yield PeerSettings(url=url, secret=secret, timeout_seconds=0.5)


@pytest.fixture
async def server(
    settings: Settings, neighbours: PeerSettings, empty_tables: EmptyTables
) -> AsyncIterator[Server]:
    database, redis = settings.database.url, settings.redis.url
    async with (
        wire_to(database.get_secret_value()) as postgres,
        wire_to(redis.get_secret_value()) as redis_wire,
    ):
        behind_wires = settings.model_copy(
            update={
                "database": DatabaseSettings(url=SecretStr(postgres.url), quick_timeout_seconds=1),
                "redis": RedisSettings(url=SecretStr(redis_wire.url), timeout_seconds=1),
                "face_api": neighbours,
                "store_api": neighbours,
            }
        )
        app = create_app(behind_wires)
        async with running(app) as client:
            yield Server(app, client, await _robot(app), postgres, redis_wire)
    await empty_tables()


async def _robot(app: FastAPI) -> Headers:
    async with components_of(app).get(Database).session() as session:
        robot = await create_robot(session)
        await create_ticket(session, await create_user(session), code=CODE)
    return await sign_in_to(app)("robot", robot.id)


async def _recovered(server: Server) -> httpx.Response:
    """The first answer that is no 503, or the last one when that takes too long."""
    deadline = time.monotonic() + RECOVERED_SECONDS
    while True:
        answer = await server.check_ticket()
        if answer.status_code != 503 or time.monotonic() > deadline:
            return answer
        await asyncio.sleep(0.1)


both_ways = pytest.mark.parametrize("neighbours", ["gone", "hanging"], indirect=True)


@both_ways
class TestFaceServer:
    async def test_tickets_are_checked_by_code(self, server: Server) -> None:
        assert (await server.check_ticket()).json()["verdict"] == "OK"

    async def test_identification_says_so_quickly(self, server: Server) -> None:
        started = time.monotonic()
        answer = await server.client.post(
            "/robot/user/identify", json={"face": "picture"}, headers=server.robot
        )
        assert (answer.status_code, answer.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")
        assert answer.headers["retry-after"]
        assert time.monotonic() - started < QUICK_SECONDS

    async def test_a_check_by_face_says_so_quickly(self, server: Server) -> None:
        started = time.monotonic()
        body = {"request_id": "r1", "face": "picture", "mode": "BOARD"}
        answer = await server.client.post("/robot/ticket/check", json=body, headers=server.robot)
        assert (answer.status_code, answer.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")
        assert time.monotonic() - started < QUICK_SECONDS

    async def test_an_incident_is_recorded_and_says_so(self, server: Server) -> None:
        # There is a passenger on the run, so there is somebody to compare the face with.
        answer = await report(server.client, server.robot, faces=["picture"])
        assert (answer.status_code, answer.json()["faces"]["state"]) == (201, "UNAVAILABLE")


@both_ways
class TestStoreServer:
    async def test_only_the_shops_fail(self, server: Server) -> None:
        await _bind_a_store(server.app)
        shops = await server.client.get("/robot/stores", headers=server.robot)
        place = await server.client.get("/robot/destination/kazan", headers=server.robot)
        assert (place.status_code, (await server.check_ticket()).status_code) == (200, 200)
        assert (shops.status_code, shops.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")


async def _bind_a_store(app: FastAPI) -> None:
    async with components_of(app).get(Database).session() as session:
        await bind_store(session, uuid4())


@pytest.mark.parametrize("fault", [Wire.cut, Wire.hold], ids=["gone", "hanging"])
@pytest.mark.parametrize("part", ["postgres", "redis"])
async def test_a_quick_503_and_recovery_by_itself(
    server: Server, part: str, fault: Callable[[Wire], Awaitable[None]]
) -> None:
    wire: Wire = getattr(server, part)
    before = await server.check_ticket()
    await fault(wire)
    # A session may be remembered for less than a second.
    await asyncio.sleep(1)
    started = time.monotonic()
    during = await server.check_ticket()
    seconds = time.monotonic() - started
    await wire.mend()
    after = await _recovered(server)
    assert before.status_code == 200
    assert (during.status_code, during.json()["code"]) == (503, "UNAVAILABLE")
    assert seconds < QUICK_SECONDS
    assert (after.status_code, after.json()["verdict"]) == (200, "OK")
