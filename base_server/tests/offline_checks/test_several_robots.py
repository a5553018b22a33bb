"""Uploads of several robots, beside each other and beside checks with the uplink."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import CheckUpload, Robot, Ticket, User
from app.tickets.codes import new_code
from tests.factories import create_ticket
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


class TestSeveralRobots:
    async def test_the_later_boarding_is_in_conflict(
        self, client: httpx.AsyncClient, headers: Headers, other_headers: Headers, ticket: Ticket
    ) -> None:
        assert await outcomes(client, headers, boarding(ticket, 0)) == [HOLDS]
        assert await outcomes(client, other_headers, boarding(ticket, 1)) == [USED]

    async def test_the_earlier_boarding_holds_though_it_comes_later(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        other_headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        other_robot: Robot,
    ) -> None:
        late = boarding(ticket, 1)
        assert await outcomes(client, headers, late) == [HOLDS]
        assert await outcomes(client, other_headers, boarding(ticket, 0)) == [HOLDS]
        assert await outcomes(client, headers, late) == [("DUPLICATE", "CONFLICT", "ALREADY_USED")]
        await session.refresh(ticket)
        assert ticket.boarded_by == other_robot.id

    async def test_clocks_that_are_off_do_not_change_who_was_first(
        self, client: httpx.AsyncClient, headers: Headers, other_headers: Headers, ticket: Ticket
    ) -> None:
        ten = dt.timedelta(minutes=10)
        assert await outcomes(client, headers, boarding(ticket, 1), clock_off=-ten) == [HOLDS]
        assert await outcomes(client, other_headers, boarding(ticket, 0), clock_off=ten) == [HOLDS]
        assert (await outcomes(client, headers, boarding(ticket, 2)))[0][0] == "CONFLICT"

    async def test_how_far_off_is_told_and_recorded(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, ticket: Ticket
    ) -> None:
        ahead = dt.timedelta(minutes=10)
        told = (await sync(client, headers, boarding(ticket), clock_off=ahead)).json()
        recorded = (await session.scalars(select(CheckUpload))).one().clock_offset_seconds
        assert told["clock_offset_seconds"] == recorded == pytest.approx(-600, abs=5)

    @pytest.mark.parametrize("off", [-20_000, 20_000])
    async def test_clock_of_another_decade(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        ticket: Ticket,
        off: int,
    ) -> None:
        days = dt.timedelta(days=off)
        assert await outcomes(client, headers, boarding(ticket, 3), clock_off=days) == [HOLDS]
        row = (await list_checks(session))[0]
        assert row.device_time is not None
        assert abs(row.device_time - minutes(3) - days) < dt.timedelta(seconds=1)
        assert abs(row.checked_at - minutes(3)) < dt.timedelta(seconds=5)

    @pytest.mark.parametrize(
        "rubbish",
        ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00Z"],
    )
    async def test_impossible_time_is_recorded_and_comes_last(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        other_headers: Headers,
        ticket: Ticket,
        rubbish: str,
    ) -> None:
        body = {
            "device_time": NOW.isoformat(),
            "checks": [boarding(ticket, made_at=rubbish)],
        }
        answer = await client.post("/robot/ticket/checks:sync", json=body, headers=headers)
        assert answer.json()["results"][0]["standing"] == "HOLDS"
        assert await outcomes(client, other_headers, boarding(ticket, 1)) == [HOLDS]


class TestBesideOnlineChecks:
    @pytest.mark.parametrize(("ago", "standing"), [(60, "CONFLICT"), (-60, "HOLDS")])
    async def test_online_boardings_take_part(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        other_headers: Headers,
        session: AsyncSession,
        user: User,
        ago: int,
        standing: str,
    ) -> None:
        code = new_code()
        ticket = await create_ticket(session, user, code=code)
        body = {"request_id": "r1", "code": code, "mode": "BOARD"}
        await client.post("/robot/ticket/check", json=body, headers=headers)
        online = (await list_checks(session))[0]
        # The robot's clock cannot be in the future, so the boarding with the uplink is put back.
        online.checked_at = minutes(60)
        await session.commit()
        await sync(client, other_headers, boarding(ticket, 60 - ago))
        await session.refresh(online)
        assert online.standing == standing

    async def test_answer_that_was_lost_is_no_conflict(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        """The server boarded, the robot never heard of it and decided by itself."""
        code = new_code()
        ticket = await create_ticket(session, user, code=code)
        body = {"request_id": "r1", "code": code, "mode": "BOARD"}
        await client.post("/robot/ticket/check", json=body, headers=headers)
        now = dt.datetime.now(dt.UTC).isoformat()
        check = boarding(ticket, request_id="r1", made_at=now)
        assert await outcomes(client, headers, check) == [HOLDS]
        assert len(await list_checks(session)) == 2

    async def test_ticket_boarded_offline_is_refused_online(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        code = new_code()
        ticket = await create_ticket(session, user, code=code)
        await sync(client, headers, boarding(ticket))
        body = {"request_id": "r1", "code": code, "mode": "BOARD"}
        verdict = (await client.post("/robot/ticket/check", json=body, headers=headers)).json()
        assert verdict["reason"] == "ALREADY_USED"
