"""Checking tickets over HTTP."""

import asyncio
import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Robot, Ticket, TicketCheck, User
from app.tickets.codes import new_code
from tests.factories import TODAY, create_robot, create_ticket, create_user
from tests.fakes import FakeFaces

Headers = dict[str, str]


@pytest.fixture
async def robot(session: AsyncSession) -> Robot:
    return await create_robot(session, wagon_number=7)


@pytest.fixture
async def headers(robot: Robot, sign_in: SignIn) -> Headers:
    return await sign_in("robot", robot.id)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


@pytest.fixture
def code() -> str:
    return new_code()


@pytest.fixture
async def ticket(session: AsyncSession, user: User, code: str) -> Ticket:
    return await create_ticket(session, user, code=code)


async def _check(client: httpx.AsyncClient, headers: Headers, **asked: Any) -> httpx.Response:
    body = {"request_id": uuid4().hex, "mode": "BOARD", **asked}
    return await client.post("/robot/ticket/check", json=body, headers=headers)


async def _count_checks(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(TicketCheck)) or 0


class TestRefusedRequests:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"code": "a", "face": "b"},
            {"code": ""},
            {"code": "x" * 129},
            {"code": "a", "mode": "RIDE"},
            {"code": "a", "request_id": ""},
            {"code": 7},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, body: dict[str, Any]
    ) -> None:
        answer = await _check(client, headers, **body)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")

    async def test_no_trip(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, train_number=None, train_date=None)
        answer = await _check(client, await sign_in("robot", robot.id), code="a")
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_TRIP")

    async def test_revoked_robot(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, revoked_at=dt.datetime.now(dt.UTC))
        answer = await _check(client, await sign_in("robot", robot.id), code="a")
        assert answer.status_code == 404


class TestVerdicts:
    async def test_good_ticket(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, user: User, code: str
    ) -> None:
        verdict = (await _check(client, headers, code=code)).json()
        assert (verdict["verdict"], verdict["reason"]) == ("OK", None)
        assert verdict["ticket"]["id"] == str(ticket.id)
        assert verdict["user"] == {"id": str(user.id), "name": user.name}
        assert verdict["first_checked_at"] == verdict["checked_at"]

    async def test_second_boarding(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        first = (await _check(client, headers, code=code)).json()
        second = (await _check(client, headers, code=code)).json()
        assert (second["verdict"], second["reason"]) == ("REFUSED", "ALREADY_USED")
        assert second["first_checked_at"] == first["checked_at"]

    async def test_inspection_does_not_use_the_ticket_up(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        inspected = (await _check(client, headers, code=code, mode="INSPECT")).json()
        boarded = (await _check(client, headers, code=code)).json()
        assert inspected["verdict"] == boarded["verdict"] == "OK"

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"state": TicketState.REVOKED}, "REVOKED"),
            ({"train_number": "020U"}, "WRONG_TRAIN"),
            ({"start_date": TODAY + dt.timedelta(days=1)}, "WRONG_DATE"),
            ({"date": dt.datetime.now(dt.UTC) + dt.timedelta(days=3)}, "NOT_YET_VALID"),
            ({"date": dt.datetime.now(dt.UTC) - dt.timedelta(days=30)}, "EXPIRED"),
        ],
    )
    async def test_bad_ticket(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        user: User,
        code: str,
        values: dict[str, Any],
        reason: str,
    ) -> None:
        ticket = await create_ticket(session, user, code=code, **values)
        verdict = (await _check(client, headers, code=code)).json()
        assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", reason)
        await session.refresh(ticket)
        assert ticket.boarded_at is None

    async def test_unknown_code(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await _check(client, headers, code=new_code())
        assert answer.status_code == 200
        assert answer.json()["reason"] == "UNKNOWN_TICKET"
        assert answer.json()["ticket"] is None

    async def test_wrong_wagon_is_a_warning(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        user: User,
        code: str,
    ) -> None:
        await create_ticket(session, user, code=code, wagon_number=8)
        verdict = (await _check(client, headers, code=code)).json()
        assert (verdict["verdict"], verdict["reason"]) == ("OK", "WRONG_WAGON")

    async def test_every_check_is_a_row(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        code: str,
    ) -> None:
        for asked in (code, code, new_code()):
            await _check(client, headers, code=asked)
        assert await _count_checks(session) == 3


class TestRepetition:
    async def test_the_same_request_gets_the_same_answer(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        code: str,
    ) -> None:
        first = await _check(client, headers, code=code, request_id="r1")
        second = await _check(client, headers, code=code, request_id="r1")
        assert first.json() == second.json()
        assert await _count_checks(session) == 1

    async def test_the_same_request_id_for_another_question_is_a_conflict(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        await _check(client, headers, code=code, request_id="r1")
        answer = await _check(client, headers, code=new_code(), request_id="r1")
        assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_CONFLICT")


class TestRaces:
    async def test_a_ticket_boards_once_however_many_ask(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        answers = await asyncio.gather(*(_check(client, headers, code=code) for _ in range(1000)))
        verdicts = [answer.json()["verdict"] for answer in answers]
        assert verdicts.count("OK") == 1
        assert verdicts.count("REFUSED") == 999

    async def test_one_request_sent_many_times_at_once_is_one_check(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        code: str,
    ) -> None:
        answers = await asyncio.gather(
            *(_check(client, headers, code=code, request_id="r1") for _ in range(100))
        )
        assert {answer.json()["verdict"] for answer in answers} == {"OK"}
        assert await _count_checks(session) == 1

    async def test_one_request_id_for_two_tickets_at_once_boards_one(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        user: User,
    ) -> None:
        codes = [new_code() for _ in range(20)]
        for code in codes:
            await create_ticket(session, user, code=code, place_number=codes.index(code) + 1)
        answers = await asyncio.gather(
            *(_check(client, headers, code=code, request_id="r1") for code in codes)
        )
        assert sorted({answer.status_code for answer in answers}) == [200, 409]
        used = select(func.count()).where(Ticket.state == TicketState.USED)
        assert await session.scalar(used) == 1
        assert await _count_checks(session) == 1


class TestByFace:
    async def _enroll(self, client: httpx.AsyncClient, faces: FakeFaces, *users: User) -> None:
        for user in users:
            await faces.enroll(user.id, "anna's picture", collection="passengers")

    async def test_known_face(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        faces: FakeFaces,
        ticket: Ticket,
        user: User,
    ) -> None:
        await self._enroll(client, faces, user)
        verdict = (await _check(client, headers, face="anna's picture")).json()
        assert verdict["verdict"] == "OK"
        assert verdict["ticket"]["id"] == str(ticket.id)

    async def test_unknown_face(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket
    ) -> None:
        verdict = (await _check(client, headers, face="a stranger")).json()
        assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "FACE_UNKNOWN")

    async def test_known_face_without_a_ticket_on_this_run(
        self, client: httpx.AsyncClient, headers: Headers, faces: FakeFaces, user: User
    ) -> None:
        await self._enroll(client, faces, user)
        verdict = (await _check(client, headers, face="anna's picture")).json()
        assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "NO_TICKET")
        assert (verdict["ticket"], verdict["user"]) == (None, None)

    async def test_twins(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        ticket: Ticket,
        user: User,
    ) -> None:
        twin = await create_user(session)
        await create_ticket(session, twin)
        await self._enroll(client, faces, user, twin)
        verdict = (await _check(client, headers, face="anna's picture")).json()
        assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "FACE_AMBIGUOUS")

    async def test_several_tickets(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        ticket: Ticket,
        user: User,
    ) -> None:
        await create_ticket(session, user)
        await self._enroll(client, faces, user)
        verdict = (await _check(client, headers, face="anna's picture")).json()
        assert verdict["reason"] == "SEVERAL_TICKETS"

    async def test_face_server_away_leaves_codes_working(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        faces: FakeFaces,
        ticket: Ticket,
        code: str,
    ) -> None:
        faces.is_away = True
        by_face = await _check(client, headers, face="anna's picture")
        by_code = await _check(client, headers, code=code)
        assert (by_face.status_code, by_face.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")
        assert by_code.json()["verdict"] == "OK"
