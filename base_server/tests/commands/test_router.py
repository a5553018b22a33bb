"""Commands: given by the administration, handed out with heartbeats, reported by the robot."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.commands.repository import MOST_AT_ONCE
from app.models import Robot
from tests.factories import create_robot

Headers = dict[str, str]
VOLUME = {"kind": "SET_VOLUME", "payload": {"percent": 40}}
DONE = {"outcome": "DONE", "text": "volume is 40"}


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="chief", privileges=Privilege.ADMIN)


@pytest.fixture
async def command(client: httpx.AsyncClient, robot: Robot, admin: Headers) -> dict[str, Any]:
    answer = await client.post(f"/admin/robot/{robot.id}/command", json=VOLUME, headers=admin)
    created: dict[str, Any] = answer.json()
    return created


async def _handed_out(client: httpx.AsyncClient, headers: Headers) -> list[dict[str, Any]]:
    report = {"state": "READY", "software_version": "1"}
    answer = await client.post("/robot/heartbeat", json=report, headers=headers)
    commands: list[dict[str, Any]] = answer.json()["commands"]
    return commands


async def _expire(session: AsyncSession) -> None:
    await session.execute(text("UPDATE robot_commands SET expires_at = now()"))
    await session.commit()


class TestCreate:
    @pytest.mark.parametrize(
        "body",
        [
            {"kind": "DANCE"},
            {"kind": "SET_VOLUME"},
            {"kind": "SET_VOLUME", "payload": {"percent": 101}},
            {"kind": "SHOW_MESSAGE", "payload": {"text": "x" * 301}},
            {"kind": "RESTART", "payload": {"surprise": "x"}},
            VOLUME | {"expires_in": 0},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, robot: Robot, admin: Headers, body: dict[str, Any]
    ) -> None:
        answer = await client.post(f"/admin/robot/{robot.id}/command", json=body, headers=admin)
        assert answer.status_code == 422

    async def test_unknown_robot(self, client: httpx.AsyncClient, admin: Headers) -> None:
        path = f"/admin/robot/{uuid4()}/command"
        answer = await client.post(path, json=VOLUME, headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")

    async def test_repeated_with_its_key_it_is_one(
        self, client: httpx.AsyncClient, robot: Robot, admin: Headers, headers: Headers
    ) -> None:
        path, key = f"/admin/robot/{robot.id}/command", {"Idempotency-Key": "once"}
        for _ in range(2):
            await client.post(path, json=VOLUME, headers=admin | key)
        assert len(await _handed_out(client, headers)) == 1

    async def test_waits(self, command: dict[str, Any]) -> None:
        assert (command["state"], command["issued_by"]) == ("WAITING", "chief")
        assert command["payload"] == {"percent": 40}


class TestHandOut:
    async def test_again_and_again_until_the_result_arrives(
        self, client: httpx.AsyncClient, headers: Headers, command: dict[str, Any]
    ) -> None:
        first, second = [await _handed_out(client, headers) for _ in range(2)]
        await client.post(f"/robot/command/{command['id']}/result", json=DONE, headers=headers)
        assert [one["id"] for one in first] == [command["id"]]
        assert second == first
        assert await _handed_out(client, headers) == []

    async def test_not_to_another_robot(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        sign_in: SignIn,
        command: dict[str, Any],
    ) -> None:
        other = await create_robot(session)
        assert await _handed_out(client, await sign_in("robot", other.id)) == []

    async def test_only_so_many_at_once_and_the_oldest_first(
        self, client: httpx.AsyncClient, headers: Headers, robot: Robot, admin: Headers
    ) -> None:
        path = f"/admin/robot/{robot.id}/command"
        given = [
            (await client.post(path, json=VOLUME, headers=admin)).json()["id"]
            for _ in range(MOST_AT_ONCE + 1)
        ]
        handed_out = await _handed_out(client, headers)
        assert [one["id"] for one in handed_out] == given[:MOST_AT_ONCE]

    async def test_not_after_it_expired(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        headers: Headers,
        command: dict[str, Any],
    ) -> None:
        await _expire(session)
        assert await _handed_out(client, headers) == []


class TestResult:
    async def test_not_mine(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        sign_in: SignIn,
        command: dict[str, Any],
    ) -> None:
        other = await sign_in("robot", (await create_robot(session)).id)
        path = f"/robot/command/{command['id']}/result"
        answer = await client.post(path, json=DONE, headers=other)
        assert (answer.status_code, answer.json()["code"]) == (404, "COMMAND_NOT_FOUND")

    async def test_cancelled_is_no_result_of_a_robot(
        self, client: httpx.AsyncClient, headers: Headers, command: dict[str, Any]
    ) -> None:
        path = f"/robot/command/{command['id']}/result"
        answer = await client.post(path, json={"outcome": "CANCELLED"}, headers=headers)
        assert answer.status_code == 422

    async def test_expired(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        headers: Headers,
        command: dict[str, Any],
    ) -> None:
        await _expire(session)
        path = f"/robot/command/{command['id']}/result"
        answer = await client.post(path, json=DONE, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (410, "COMMAND_EXPIRED")

    @pytest.mark.parametrize("other", [{"outcome": "FAILED"}, DONE | {"text": "something else"}])
    async def test_another_result_is_a_conflict(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        command: dict[str, Any],
        other: dict[str, str],
    ) -> None:
        path = f"/robot/command/{command['id']}/result"
        await client.post(path, json=DONE, headers=headers)
        answer = await client.post(path, json=other, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "COMMAND_FINISHED")
        assert answer.json()["state"] == "DONE"

    async def test_the_same_result_again_is_the_same_answer(
        self, client: httpx.AsyncClient, headers: Headers, command: dict[str, Any]
    ) -> None:
        path = f"/robot/command/{command['id']}/result"
        first, second = [await client.post(path, json=DONE, headers=headers) for _ in range(2)]
        assert (first.json()["state"], first.json()["result_text"]) == ("DONE", "volume is 40")
        assert second.json() == first.json()


class TestList:
    @pytest.mark.parametrize("state", ["WAITING", "HANDED_OUT", "DONE", "EXPIRED", "CANCELLED"])
    async def test_by_state(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        robot: Robot,
        admin: Headers,
        headers: Headers,
        command: dict[str, Any],
        state: str,
    ) -> None:
        path = f"/admin/robot/{robot.id}/command"
        if state == "HANDED_OUT":
            await _handed_out(client, headers)
        elif state == "DONE":
            await client.post(f"/robot/command/{command['id']}/result", json=DONE, headers=headers)
        elif state == "EXPIRED":
            await _expire(session)
        elif state == "CANCELLED":
            await client.post(f"{path}/{command['id']}/cancel", headers=admin)
        states = ["WAITING", "HANDED_OUT", "DONE", "EXPIRED", "CANCELLED"]
        found = {
            one: (await client.get(f"{path}s", headers=admin, params={"state": one})).json()[
                "total"
            ]
            for one in states
        }
        (listed,) = (await client.get(f"{path}s", headers=admin)).json()["items"]
        assert listed["state"] == state
        assert found == {one: int(one == state) for one in states}


class TestCancel:
    async def test_of_another_robot(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        admin: Headers,
        command: dict[str, Any],
    ) -> None:
        other = await create_robot(session)
        path = f"/admin/robot/{other.id}/command/{command['id']}/cancel"
        assert (await client.post(path, headers=admin)).status_code == 404

    async def test_twice_is_once(
        self,
        client: httpx.AsyncClient,
        robot: Robot,
        admin: Headers,
        headers: Headers,
        command: dict[str, Any],
    ) -> None:
        path = f"/admin/robot/{robot.id}/command/{command['id']}/cancel"
        first, second = [await client.post(path, headers=admin) for _ in range(2)]
        assert first.json()["state"] == "CANCELLED"
        assert second.json() == first.json()
        assert await _handed_out(client, headers) == []

    async def test_a_result_and_a_cancellation_at_once_have_one_winner(
        self,
        client: httpx.AsyncClient,
        robot: Robot,
        admin: Headers,
        headers: Headers,
        command: dict[str, Any],
    ) -> None:
        cancel = f"/admin/robot/{robot.id}/command/{command['id']}/cancel"
        result = f"/robot/command/{command['id']}/result"
        answers = await asyncio.gather(
            client.post(cancel, headers=admin), client.post(result, json=DONE, headers=headers)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
