"""Heartbeats, and the connection that follows from them."""

import datetime as dt
from typing import Any

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot
from tests.factories import TODAY, TRAIN, create_robot

Headers = dict[str, str]
REPORT: dict[str, Any] = {
    "state": "READY",
    "software_version": "1.4.0",
    "battery_percent": 87,
    "facts": {"cpu_temperature": 61.5, "printer": "ok", "spare": True, "note": None},
}


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


async def _report(client: httpx.AsyncClient, headers: Headers, **changed: Any) -> httpx.Response:
    return await client.post("/robot/heartbeat", json=REPORT | changed, headers=headers)


async def _let_pass(session: AsyncSession, seconds: int) -> None:
    """As if the last reports had come so long ago."""
    statement = text("UPDATE robot_heartbeats SET reported_at = reported_at - :age * interval '1s'")
    await session.execute(statement, {"age": seconds})
    await session.commit()


async def _listed(client: httpx.AsyncClient, admin: Headers, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/admin/robots", headers=admin, params=query)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


class TestHeartbeat:
    @pytest.mark.parametrize(
        "changed",
        [
            {"state": "HAPPY"},
            {"battery_percent": 101},
            {"software_version": ""},
            {"facts": {"nested": {"deep": 1}}},
            {"facts": {f"fact-{number}": 1 for number in range(51)}},
            {"facts": {f"fact-{number}": "x" * 500 for number in range(40)}},
            {"facts": {"nul": "\x00"}},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, changed: dict[str, Any]
    ) -> None:
        assert (await _report(client, headers, **changed)).status_code == 422

    async def test_revoked_robot(
        self, client: httpx.AsyncClient, session: AsyncSession, robot: Robot, sign_in: SignIn
    ) -> None:
        revoked = await create_robot(session, revoked_at=robot.created_at)
        answer = await _report(client, await sign_in("robot", revoked.id))
        assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")

    async def test_answer_tells_the_time_the_trip_and_when_to_report_again(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        answer = (await _report(client, headers)).json()
        server_time = dt.datetime.fromisoformat(answer["server_time"])
        assert abs(dt.datetime.now(dt.UTC) - server_time) < dt.timedelta(seconds=5)
        assert answer["next_heartbeat_in_seconds"] == 10
        assert answer["trip"]["train_number"] == TRAIN
        assert answer["commands"] == []

    async def test_the_last_report_is_shown(
        self, client: httpx.AsyncClient, headers: Headers, admin: Headers
    ) -> None:
        await _report(client, headers, battery_percent=5)
        answer = (await _report(client, headers)).json()
        (shown,) = await _listed(client, admin)
        assert shown["heartbeat"] == REPORT | {"reported_at": answer["server_time"]}
        assert shown["last_seen_at"] == answer["server_time"]


class TestConnection:
    async def test_a_robot_that_never_reported_is_offline(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        me = (await client.get("/robot/me", headers=headers)).json()
        assert (me["connection"], me["heartbeat"]) == ("OFFLINE", None)

    @pytest.mark.parametrize(
        ("seconds", "state", "connection"),
        [
            (0, "READY", "ONLINE"),
            (25, "MAINTENANCE", "ONLINE"),
            (0, "DEGRADED", "DEGRADED"),
            (0, "ERROR", "DEGRADED"),
            (35, "READY", "DEGRADED"),
            (85, "READY", "DEGRADED"),
            (95, "READY", "OFFLINE"),
            (95, "DEGRADED", "OFFLINE"),
        ],
    )
    async def test_it_follows_from_the_report_and_its_age(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        headers: Headers,
        admin: Headers,
        seconds: int,
        state: str,
        connection: str,
    ) -> None:
        await _report(client, headers, state=state)
        await _let_pass(session, seconds)
        (shown,) = await _listed(client, admin)
        found = await _listed(client, admin, connection=connection)
        assert shown["connection"] == connection
        assert [robot["id"] for robot in found] == [shown["id"]]

    async def test_a_report_brings_a_robot_back_at_once(
        self, client: httpx.AsyncClient, session: AsyncSession, headers: Headers, admin: Headers
    ) -> None:
        await _report(client, headers)
        await _let_pass(session, 3600)
        await _report(client, headers)
        assert (await _listed(client, admin))[0]["connection"] == "ONLINE"


class TestListRobots:
    async def test_by_run(
        self, client: httpx.AsyncClient, session: AsyncSession, robot: Robot, admin: Headers
    ) -> None:
        await create_robot(session, train_number="020U")
        found = await _listed(client, admin, train_number=TRAIN, train_date=str(TODAY))
        assert [one["id"] for one in found] == [str(robot.id)]
