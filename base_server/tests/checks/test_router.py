"""Checking tickets over HTTP."""

import asyncio
import datetime as dt
from typing import Any

import httpx
import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Robot, Ticket, TicketCheck, User
from app.tickets.codes import new_code
from tests.checks.asking import Headers, check
from tests.factories import TODAY, create_robot, create_ticket
from tests.offline_checks.helpers import boarding, sync


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
        answer = await check(client, headers, **body)
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")

    async def test_no_trip(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, train_number=None, train_date=None)
        answer = await check(client, await sign_in("robot", robot.id), code="a")
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_TRIP")

    async def test_revoked_robot(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, revoked_at=dt.datetime.now(dt.UTC))
        answer = await check(client, await sign_in("robot", robot.id), code="a")
        assert answer.status_code == 404


class TestVerdicts:
    async def test_good_ticket(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, user: User, code: str
    ) -> None:
        verdict = (await check(client, headers, code=code)).json()
        assert (verdict["verdict"], verdict["reason"]) == ("OK", None)
        assert verdict["ticket"]["id"] == str(ticket.id)
        assert verdict["user"] == {"id": str(user.id), "name": user.name}
        assert verdict["first_checked_at"] == verdict["checked_at"]

    async def test_the_ticket_tells_who_boarded_with_it(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        robot: Robot,
        ticket: Ticket,
        code: str,
    ) -> None:
        verdict = (await check(client, headers, code=code)).json()
        await session.refresh(ticket)
        assert (ticket.state, ticket.boarded_by) == (TicketState.USED, robot.id)
        assert ticket.boarded_at == dt.datetime.fromisoformat(verdict["checked_at"])

    async def test_second_boarding(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        first = (await check(client, headers, code=code)).json()
        second = (await check(client, headers, code=code)).json()
        assert (second["verdict"], second["reason"]) == ("REFUSED", "ALREADY_USED")
        assert second["first_checked_at"] == first["checked_at"]

    async def test_inspection_does_not_use_the_ticket_up(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        inspected = (await check(client, headers, code=code, mode="INSPECT")).json()
        boarded = (await check(client, headers, code=code)).json()
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
        verdict = (await check(client, headers, code=code)).json()
        assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", reason)
        await session.refresh(ticket)
        assert ticket.boarded_at is None

    async def test_unknown_code(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await check(client, headers, code=new_code())
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
        verdict = (await check(client, headers, code=code)).json()
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
            await check(client, headers, code=asked)
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
        first = await check(client, headers, code=code, request_id="r1")
        second = await check(client, headers, code=code, request_id="r1")
        assert first.json() == second.json()
        assert await _count_checks(session) == 1

    async def test_the_same_request_id_for_another_question_is_a_conflict(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        await check(client, headers, code=code, request_id="r1")
        for asked in ({"code": new_code()}, {"code": code, "mode": "INSPECT"}):
            answer = await check(client, headers, request_id="r1", **asked)
            assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_CONFLICT")

    async def test_what_the_robot_decided_by_itself_is_no_answer_of_the_server(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        await sync(client, headers, boarding(None, request_id="r1"))
        answer = await check(client, headers, code=code, request_id="r1")
        assert (answer.status_code, answer.json()["verdict"]) == (200, "OK")


class TestRaces:
    async def test_a_ticket_boards_once_however_many_ask(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket, code: str
    ) -> None:
        # More at a time would wait for a connection for longer than the server lets them.
        gate = asyncio.Semaphore(60)

        async def ask() -> str:
            async with gate:
                answer = await check(client, headers, code=code)
            return str(answer.json()["verdict"])

        verdicts = await asyncio.gather(*(ask() for _ in range(400)))
        assert verdicts.count("OK") == 1
        assert verdicts.count("REFUSED") == 399

    async def test_one_request_sent_many_times_at_once_is_onecheck(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        code: str,
    ) -> None:
        answers = await asyncio.gather(
            *(check(client, headers, code=code, request_id="r1") for _ in range(100))
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
            *(check(client, headers, code=code, request_id="r1") for code in codes)
        )
        assert sorted({answer.status_code for answer in answers}) == [200, 409]
        used = select(func.count()).where(Ticket.state == TicketState.USED)
        assert await session.scalar(used) == 1
        assert await _count_checks(session) == 1
