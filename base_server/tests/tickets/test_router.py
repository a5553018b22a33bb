"""Issuing and showing tickets over HTTP."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Ticket, User
from tests.factories import TODAY, TRAIN, create_ticket, create_user

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


def _body(user: User, **changes: Any) -> dict[str, Any]:
    return {
        "user_id": str(user.id),
        "train_number": TRAIN,
        "wagon_number": 7,
        "place_number": 12,
        "station_id": "moscow",
        "destination": "petersburg",
        "date": "2026-03-08T21:05:00+03:00",
        "start_date": "2026-03-08",
        **changes,
    }


class TestCreateTicket:
    @pytest.mark.parametrize(
        "changes",
        [
            {"wagon_number": 0},
            {"place_number": -1},
            {"date": "2026-03-08T21:05:00"},
            {"date": "tomorrow"},
            {"start_date": "2026-02-30"},
            {"train_number": ""},
            {"user_id": "7"},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, user: User, changes: dict[str, Any]
    ) -> None:
        answer = await client.post("/admin/ticket", json=_body(user, **changes), headers=headers)
        assert answer.status_code == 422

    async def test_unknown_user(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        body = _body(user, user_id=str(uuid4()))
        answer = await client.post("/admin/ticket", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")

    async def test_taken_place(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        await client.post("/admin/ticket", json=_body(user), headers=headers)
        answer = await client.post("/admin/ticket", json=_body(user), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "PLACE_TAKEN")

    async def test_a_place_is_sold_once_however_many_ask(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        answers = await asyncio.gather(
            *(client.post("/admin/ticket", json=_body(user), headers=headers) for _ in range(20))
        )
        assert [answer.status_code for answer in answers].count(201) == 1

    async def test_the_code_is_shown_once_and_stored_as_a_hash(
        self, client: httpx.AsyncClient, headers: Headers, user: User, session: AsyncSession
    ) -> None:
        body = _body(user, start_date="2026-03-08T23:30:00-05:00")
        created = (await client.post("/admin/ticket", json=body, headers=headers)).json()
        assert len(created["code"]) >= 22
        shown = await client.get(f"/admin/ticket/{created['id']}", headers=headers)
        assert created["code"] not in shown.text
        assert shown.json()["start_date"] == "2026-03-08"
        stored = await session.scalar(select(func.count()).where(Ticket.code_hash.is_not(None)))
        assert stored == 1


class TestGetTicket:
    async def test_unknown(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.get(f"/admin/ticket/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "TICKET_NOT_FOUND")


class TestListTickets:
    async def test_filters_hold_together(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        wanted = await create_ticket(session, user)
        await create_ticket(session, user, train_number="020U")
        await create_ticket(session, await create_user(session))
        query = {"train_number": TRAIN, "train_date": str(TODAY), "user_id": str(user.id)}
        page = (await client.get("/admin/tickets", params=query, headers=headers)).json()
        assert [item["id"] for item in page["items"]] == [str(wanted.id)]
