"""Robots as the administration sees them."""

from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import create_robot
from tests.waiting import eventually

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.mark.parametrize(("method", "tail"), [("GET", ""), ("DELETE", ""), ("PUT", "/trip")])
async def test_unknown(client: httpx.AsyncClient, headers: Headers, method: str, tail: str) -> None:
    body = {"train_number": "020U", "train_date": "2026-03-08"} if method == "PUT" else None
    path = f"/admin/robot/{uuid4()}{tail}"
    answer = await client.request(method, path, json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")


async def test_the_trip_that_was_set_is_shown(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession
) -> None:
    robot = await create_robot(session)
    body = {"train_number": "020U", "train_date": "2026-03-08", "wagon_number": 3}
    await client.put(f"/admin/robot/{robot.id}/trip", json=body, headers=headers)
    shown = (await client.get(f"/admin/robot/{robot.id}", headers=headers)).json()
    assert (shown["id"], shown["trip"]) == (str(robot.id), body)


async def test_a_revoked_robot_is_out_at_once(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession, sign_in: SignIn
) -> None:
    robot = await create_robot(session)
    own = await sign_in("robot", robot.id)
    answer = await client.delete(f"/admin/robot/{robot.id}", headers=headers)
    assert answer.json() == {"status": "OK"}

    async def is_out() -> bool:
        return (await client.get("/robot/me", headers=own)).status_code == 401

    await eventually(is_out, within_seconds=1)
    gone = await client.get(f"/admin/robot/{robot.id}", headers=headers)
    assert gone.status_code == 404
