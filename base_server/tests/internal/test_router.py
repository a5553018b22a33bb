"""What other services ask, over HTTP; `base_api` has the contract tests of the client."""

import datetime as dt
from uuid import uuid4

import httpx
import pytest
from service_kit.http_client.credentials import issue_credential
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from tests.factories import TRAIN, bind_store, create_robot, create_ticket, create_user


@pytest.fixture
def headers(settings: Settings) -> dict[str, str]:
    credential = issue_credential(caller="store", audience="base", secret=settings.internal.secret)
    return {"Authorization": f"Bearer {credential}"}


async def test_unknown_robot(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.get(f"/internal/robots/{uuid4()}/trip", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")


async def test_robot_without_a_trip(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession
) -> None:
    robot = await create_robot(session, train_number=None, train_date=None)
    answer = await client.get(f"/internal/robots/{robot.id}/trip", headers=headers)
    assert answer.json() is None


async def test_trip_with_its_stores(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession
) -> None:
    robot, store_id = await create_robot(session), uuid4()
    await bind_store(session, store_id)
    trip = (await client.get(f"/internal/robots/{robot.id}/trip", headers=headers)).json()
    assert (trip["train_number"], trip["store_ids"]) == (TRAIN, [str(store_id)])


async def test_users(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession
) -> None:
    user = await create_user(session)
    known = await client.get(f"/internal/users/{user.id}", headers=headers)
    unknown = await client.get(f"/internal/users/{uuid4()}", headers=headers)
    assert (known.status_code, unknown.status_code) == (200, 404)


async def test_trips_of_a_user(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession
) -> None:
    user, store_id, now = await create_user(session), uuid4(), dt.datetime.now(dt.UTC)
    ticket = await create_ticket(session, user, wagon_number=4)
    await create_ticket(session, user, state="REVOKED")
    await create_ticket(session, user, date=now - dt.timedelta(days=9))
    await create_ticket(session, user, date=now + dt.timedelta(days=2))
    await create_ticket(session, await create_user(session))
    await bind_store(session, store_id)
    trips = (await client.get(f"/internal/users/{user.id}/trips", headers=headers)).json()
    assert [trip["ticket_id"] for trip in trips] == [str(ticket.id)]
    assert (trips[0]["wagon_number"], trips[0]["store_ids"]) == (4, [str(store_id)])


async def test_an_erased_user_is_nobody(
    client: httpx.AsyncClient, headers: dict[str, str], session: AsyncSession
) -> None:
    user = await create_user(session)
    await create_ticket(session, user)
    user.erased_at = func.now()
    await session.commit()
    shown = await client.get(f"/internal/users/{user.id}", headers=headers)
    assert (shown.status_code, shown.json()["code"]) == (404, "USER_NOT_FOUND")
    trips = await client.get(f"/internal/users/{user.id}/trips", headers=headers)
    assert trips.json() == []
