"""Robots as the security sees them."""

from typing import Any

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot
from tests.factories import TODAY, TRAIN, create_robot
from tests.security import Headers


@pytest.fixture
async def security(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.SECURITY)


@pytest.fixture
async def reporting(client: httpx.AsyncClient, robot: Robot, headers: Headers) -> Robot:
    beat = {"state": "BUSY", "software_version": "1"}
    await client.post("/robot/heartbeat", json=beat, headers=headers)
    return robot


async def _list(client: httpx.AsyncClient, security: Headers, **query: str) -> list[Any]:
    page = await client.get("/monitoring/robots", params=query, headers=security)
    items: list[Any] = page.json()["items"]
    return items


async def test_where_they_are_and_how(
    client: httpx.AsyncClient, security: Headers, session: AsyncSession, reporting: Robot
) -> None:
    silent = await create_robot(session, train_number=None, train_date=None)
    await create_robot(session, revoked_at=reporting.created_at)
    never_heard, here = await _list(client, security)
    trip = {"train_number": TRAIN, "train_date": str(TODAY), "wagon_number": 7}
    assert (here["id"], here["trip"]) == (str(reporting.id), trip)
    assert (here["connection"], here["state"]) == ("ONLINE", "BUSY")
    assert (never_heard["id"], never_heard["trip"]) == (str(silent.id), None)
    assert (never_heard["connection"], never_heard["state"]) == ("OFFLINE", None)


async def test_filters_hold_together(
    client: httpx.AsyncClient, security: Headers, session: AsyncSession, reporting: Robot
) -> None:
    await create_robot(session)
    await create_robot(session, train_number="020U")
    found = await _list(
        client, security, train_number=TRAIN, train_date=str(TODAY), connection="ONLINE"
    )
    assert [one["id"] for one in found] == [str(reporting.id)]
