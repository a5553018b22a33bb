"""Identifying passengers."""

from uuid import uuid4

import httpx
import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import create_robot, create_ticket, create_user
from tests.fakes import FakeFaces

PICTURE = "anna's picture"


@pytest.fixture
async def headers(session: AsyncSession, sign_in: SignIn) -> dict[str, str]:
    return await sign_in("robot", (await create_robot(session)).id)


async def _identify(
    client: httpx.AsyncClient, headers: dict[str, str], **body: str
) -> httpx.Response:
    return await client.post("/robot/user/identify", json=body, headers=headers)


async def test_no_trip(client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn) -> None:
    robot = await create_robot(session, train_number=None, train_date=None)
    answer = await _identify(client, await sign_in("robot", robot.id), face=PICTURE)
    assert (answer.status_code, answer.json()["code"]) == (409, "NO_TRIP")


async def test_a_passenger_of_the_run(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession, faces: FakeFaces
) -> None:
    user = await create_user(session)
    ticket = await create_ticket(session, user)
    await faces.enroll(user.id, PICTURE, consent="c", collection="passengers")
    found = (await _identify(client, headers, face=PICTURE)).json()
    assert (found["verdict"], found["confidence"]) == ("MATCH", 1)
    assert found["user"]["id"] == str(user.id)
    assert [one["id"] for one in found["user"]["tickets"]] == [str(ticket.id)]


async def test_somebody_of_another_run_only_in_the_whole_collection(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession, faces: FakeFaces
) -> None:
    user = await create_user(session)
    await faces.enroll(user.id, PICTURE, consent="c", collection="passengers")
    on_run = (await _identify(client, headers, face=PICTURE)).json()
    anywhere = (await _identify(client, headers, face=PICTURE, scope="ALL")).json()
    assert (on_run["verdict"], on_run["user"]) == ("UNKNOWN", None)
    assert anywhere["user"]["id"] == str(user.id)


async def test_a_face_without_a_user_is_nobody(
    client: httpx.AsyncClient, headers: dict[str, str], faces: FakeFaces
) -> None:
    await faces.enroll(uuid4(), PICTURE, consent="c", collection="passengers")
    found = (await _identify(client, headers, face=PICTURE, scope="ALL")).json()
    assert (found["verdict"], found["user"]) == ("UNKNOWN", None)


async def test_a_face_whose_consent_is_withdrawn_is_nobody(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession, faces: FakeFaces
) -> None:
    user = await create_user(session, has_consented=False)
    await create_ticket(session, user)
    await faces.enroll(user.id, PICTURE, consent="-", collection="passengers")
    found = (await _identify(client, headers, face=PICTURE)).json()
    assert (found["verdict"], found["user"]) == ("UNKNOWN", None)
