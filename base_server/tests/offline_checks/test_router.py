"""Uploading checks over HTTP."""

import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState, TrainRun

from app.manifests.versions import Version
from app.models import CheckUpload, Robot, Ticket, User
from tests.factories import TODAY, TRAIN, create_robot, create_ticket
from tests.offline_checks.helpers import (
    HOLDS,
    NOW,
    USED,
    Headers,
    boarding,
    list_checks,
    minutes,
    outcomes,
    sync,
)


class TestRefusedUploads:
    @pytest.mark.parametrize(
        "changes",
        [
            {"sequence": 0},
            {"sequence": 2**53},
            {"made_at": "2026-03-08T21:05:00"},
            {"code_hash": "xyz"},
            {"code_hash": None},
            {"ticket_id": str(uuid4())},
            {"mode": "RIDE"},
            {"verdict": "MAYBE"},
            {"request_id": ""},
            {"manifest_version": "x" * 201},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, changes: dict[str, Any]
    ) -> None:
        answer = await sync(client, headers, boarding(None, **changes))
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")

    async def test_too_many(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await sync(client, headers, *(boarding(None) for _ in range(1001)))
        assert answer.status_code == 422

    async def test_revoked_robot(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, revoked_at=NOW)
        answer = await sync(client, await sign_in("robot", robot.id), boarding(None))
        assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")


class TestOneRobot:
    async def test_boarding_uses_the_ticket_up(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        robot: Robot,
    ) -> None:
        assert await outcomes(client, headers, boarding(ticket, 5)) == [HOLDS]
        await session.refresh(ticket)
        assert (ticket.state, ticket.boarded_by) == (TicketState.USED, robot.id)
        assert ticket.boarded_at is not None
        assert abs(ticket.boarded_at - minutes(5)) < dt.timedelta(seconds=5)

    async def test_ticket_named_by_its_id(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket
    ) -> None:
        check = boarding(ticket, code_hash=None, ticket_id=str(ticket.id))
        assert await outcomes(client, headers, check) == [HOLDS]

    async def test_refusals_and_inspections_are_rows_that_claim_nothing(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, ticket: Ticket
    ) -> None:
        refused = boarding(None, 0, 1, verdict="REFUSED", reason="UNKNOWN_TICKET")
        faceless = boarding(None, 1, 2, code_hash=None, verdict="REFUSED", reason="FACE_UNKNOWN")
        inspected = boarding(ticket, 2, 3, mode="INSPECT")
        answered = await outcomes(client, headers, refused, faceless, inspected)
        assert answered == [("ACCEPTED", None, None)] * 3
        rows = await list_checks(session)
        assert [(row.reason, row.ticket_id, row.source) for row in rows] == [
            ("UNKNOWN_TICKET", None, "OFFLINE"),
            ("FACE_UNKNOWN", None, "OFFLINE"),
            (None, ticket.id, "OFFLINE"),
        ]
        assert rows[0].code_hash == bytes(32)

    async def test_unknown_ticket(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answered = await outcomes(client, headers, boarding(None))
        assert answered == [("CONFLICT", "CONFLICT", "UNKNOWN_TICKET")]

    async def test_revocation_before_and_after(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        user: User,
        robot: Robot,
    ) -> None:
        ticket = await create_ticket(
            session, user, state=TicketState.REVOKED, revoked_at=minutes(10)
        )
        after, before = boarding(ticket, 11, 2), boarding(ticket, 9, 1)
        revoked = ("CONFLICT", "CONFLICT", "REVOKED")
        assert await outcomes(client, headers, after, before) == [revoked, HOLDS]
        await session.refresh(ticket)
        assert (ticket.state, ticket.boarded_by) == (TicketState.REVOKED, robot.id)

    async def test_a_revocation_of_no_known_time_came_first(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        ticket = await create_ticket(session, user, state=TicketState.REVOKED)
        answered = await outcomes(client, headers, boarding(ticket, -1000))
        assert answered == [("CONFLICT", "CONFLICT", "REVOKED")]

    async def test_ticket_of_another_run(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        ticket = await create_ticket(session, user, train_number="020U")
        answered = await outcomes(client, headers, boarding(ticket))
        assert answered == [("CONFLICT", "CONFLICT", "WRONG_TRAIN")]

    async def test_checks_are_of_the_run_they_were_made_for(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, ticket: Ticket
    ) -> None:
        trip = {"train_number": "020U", "train_date": str(TODAY)}
        assert (await client.put("/robot/trip", json=trip, headers=headers)).status_code == 200
        assert await outcomes(client, headers, boarding(ticket)) == [HOLDS]
        row = (await list_checks(session))[0]
        assert (row.train_number, row.train_date) == (TRAIN, TODAY)

    async def test_version_of_nobody_counts_for_the_trip(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket
    ) -> None:
        check = boarding(ticket, manifest_version="rubbish")
        assert await outcomes(client, headers, check) == [HOLDS]

    async def test_used_long_after_departure(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        ticket = await create_ticket(session, user, date=NOW - dt.timedelta(days=9))
        answered = await outcomes(client, headers, boarding(ticket))
        assert answered == [("CONFLICT", "CONFLICT", "EXPIRED")]


class TestRepeated:
    async def test_same_upload_again(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, ticket: Ticket
    ) -> None:
        checks = [boarding(ticket), boarding(None, 1, 2)]
        first = await outcomes(client, headers, *checks)
        again = await outcomes(client, headers, *checks)
        assert [one[1:] for one in again] == [one[1:] for one in first]
        assert {one[0] for one in again} == {"DUPLICATE"}
        assert len(await list_checks(session)) == 2

    async def test_twice_in_one_upload(
        self, client: httpx.AsyncClient, headers: Headers, ticket: Ticket
    ) -> None:
        check = boarding(ticket)
        answered = await outcomes(client, headers, check, check)
        assert answered == [HOLDS, ("DUPLICATE", "HOLDS", None)]

    @pytest.mark.parametrize("is_one_upload", [True, False])
    async def test_another_check_under_a_used_request_id_does_not_cost_the_others(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        user: User,
        is_one_upload: bool,
    ) -> None:
        first = boarding(ticket, 0, 1)
        reused = {
            **boarding(await create_ticket(session, user), 1, 2),
            "request_id": first["request_id"],
        }
        good = boarding(await create_ticket(session, user), 2, 3)
        if not is_one_upload:
            await sync(client, headers, first)
        answered = await outcomes(client, headers, first, reused, good)
        assert answered[1:] == [("REFUSED", None, "REQUEST_ID_REUSED"), HOLDS]
        assert len(await list_checks(session)) == 2

    async def test_same_request_id_of_another_robot_is_another_check(
        self, client: httpx.AsyncClient, headers: Headers, other_headers: Headers, ticket: Ticket
    ) -> None:
        first = boarding(ticket, 0, request_id="r1")
        second = boarding(ticket, 1, request_id="r1")
        assert await outcomes(client, headers, first) == [HOLDS]
        assert await outcomes(client, other_headers, second) == [USED]

    async def test_what_is_missing_shows(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        async def through(*sequences: int) -> int:
            checks = [boarding(None, 0, number) for number in sequences]
            answer: int = (await sync(client, headers, *checks)).json()["received_through"]
            return answer

        told = [await through(2, 3), await through(1), await through(6, 5), await through(4, 8)]
        assert told == [0, 3, 3, 6]
        uploads = list(await session.scalars(select(CheckUpload).order_by(CheckUpload.id)))
        assert [(one.count, one.received_through) for one in uploads] == [
            (2, 0),
            (1, 3),
            (2, 3),
            (2, 6),
        ]


async def test_version_names_its_run() -> None:
    version = Version(TrainRun("002A ж.", TODAY), 7)
    assert str(version).count(".") == 2
