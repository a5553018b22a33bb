"""Uploads, boardings and revocations at the same time."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import Standing, TicketState

from app.models import Robot, Ticket, TicketCheck, User
from app.tickets.codes import new_code
from tests.factories import create_robot, create_ticket
from tests.offline_checks.helpers import Headers, boarding, sync


async def _board(client: httpx.AsyncClient, headers: Headers, code: str) -> httpx.Response:
    body = {"request_id": uuid4().hex, "code": code, "mode": "BOARD"}
    return await client.post("/robot/ticket/check", json=body, headers=headers)


async def _count(session: AsyncSession, *conditions: Any) -> int:
    return await session.scalar(select(func.count(TicketCheck.id)).where(*conditions)) or 0


async def _robots(session: AsyncSession, sign_in: SignIn, count: int) -> list[Headers]:
    robots = [await create_robot(session) for _ in range(count)]
    return [await sign_in("robot", robot.id) for robot in robots]


HOLDS = TicketCheck.standing == Standing.HOLDS


async def test_two_hundred_boardings_of_one_ticket_online_and_uploaded(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, user: User
) -> None:
    code = new_code()
    ticket = await create_ticket(session, user, code=code)
    robots = await _robots(session, sign_in, 10)
    calls = [
        _board(client, robots[n % 10], code)
        if n % 2
        else sync(client, robots[n % 10], boarding(ticket, n, n + 1))
        for n in range(200)
    ]
    random.shuffle(calls)
    answers = await asyncio.gather(*calls)
    assert {answer.status_code for answer in answers} == {200}
    assert await _count(session, HOLDS) == 1
    assert await _count(session) == 200
    await session.refresh(ticket)
    holder = (await session.scalars(select(TicketCheck).where(HOLDS))).one()
    assert (ticket.boarded_by, ticket.boarded_at) == (holder.robot_id, holder.checked_at)
    first = select(func.min(TicketCheck.checked_at)).where(TicketCheck.verdict == "OK")
    assert holder.checked_at == await session.scalar(first)


async def test_same_upload_twice_at_the_same_time(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
) -> None:
    checks = [
        boarding(await create_ticket(session, user), number, number + 1) for number in range(20)
    ]
    answers = await asyncio.gather(*(sync(client, headers, *checks) for _ in range(8)))
    results = [tuple(one["result"] for one in a.json()["results"]) for a in answers]
    assert sorted(results) == [("ACCEPTED",) * 20, *[("DUPLICATE",) * 20] * 7]
    assert await _count(session) == 20


async def test_uploads_of_many_robots_never_lock_each_other_up(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, user: User
) -> None:
    tickets = [await create_ticket(session, user) for _ in range(40)]
    robots = await _robots(session, sign_in, 16)

    async def upload(headers: Headers, number: int) -> httpx.Response:
        mine = random.sample(tickets, len(tickets))
        checks = [boarding(one, number, n + 1) for n, one in enumerate(mine)]
        return await sync(client, headers, *checks)

    answers = await asyncio.gather(*(upload(one, n) for n, one in enumerate(robots)))
    assert {answer.status_code for answer in answers} == {200}
    assert await _count(session, HOLDS) == len(tickets)
    assert await _count(session) == len(tickets) * len(robots)


async def test_boarding_against_revocation(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession, sign_in: SignIn, user: User
) -> None:
    """Whoever was first: what is on record is in that order."""
    codes = [new_code() for _ in range(30)]
    tickets = [await create_ticket(session, user, code=code) for code in codes]
    admin = await sign_in("engineer", privileges=Privilege.ADMIN)
    calls = [_board(client, headers, code) for code in codes]
    calls += [client.delete(f"/admin/ticket/{ticket.id}", headers=admin) for ticket in tickets]
    random.shuffle(calls)
    answers = await asyncio.gather(*calls)
    assert {answer.status_code for answer in answers} == {200}
    for ticket in tickets:
        await session.refresh(ticket)
        assert ticket.state is TicketState.REVOKED
        assert ticket.revoked_at is not None
        boarded = await _count(session, HOLDS, TicketCheck.ticket_id == ticket.id)
        assert (ticket.boarded_at is not None) == bool(boarded)
        assert ticket.boarded_at is None or ticket.boarded_at < ticket.revoked_at


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_order_and_splitting_of_uploads_do_not_matter(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, user: User, seed: int
) -> None:
    """One story told twice, about tickets and robots of its own each time."""
    chance = random.Random(seed)
    story = [(chance.randrange(4), chance.randrange(5), minute) for minute in range(60)]
    chance.shuffle(story)
    told = []
    for _ in range(2):
        robots = sorted([await create_robot(session) for _ in range(4)], key=lambda r: r.id)
        tickets = [await create_ticket(session, user) for _ in range(5)]
        await _tell(client, sign_in, chance, robots, tickets, story)
        told.append(await _standings(session, robots, tickets))
    assert told[0] == told[1]


async def _tell(
    client: httpx.AsyncClient,
    sign_in: SignIn,
    chance: random.Random,
    robots: Sequence[Robot],
    tickets: Sequence[Ticket],
    story: Sequence[tuple[int, int, int]],
) -> None:
    """Each boarding (robot, ticket, minute) in uploads of random size, in random order."""
    for number, robot in enumerate(robots):
        headers = await sign_in("robot", robot.id)
        checks = [
            boarding(tickets[ticket], minute, sequence, request_id=f"r{sequence}")
            for sequence, (who, ticket, minute) in enumerate(story, 1)
            if who == number
        ]
        chance.shuffle(checks)
        while checks:
            size = chance.randint(1, len(checks))
            assert (await sync(client, headers, *checks[:size])).status_code == 200
            checks = checks[size:]


async def _standings(
    session: AsyncSession, robots: Sequence[Robot], tickets: Sequence[Ticket]
) -> dict[str, tuple[Any, ...]]:
    numbers: dict[UUID, int] = {
        row.id: n for rows in (robots, tickets) for n, row in enumerate(rows)
    }
    of_these = TicketCheck.robot_id.in_([robot.id for robot in robots])
    checks = await session.scalars(select(TicketCheck).where(of_these))
    return {
        row.request_id: (
            numbers[row.robot_id],
            numbers[row.ticket_id] if row.ticket_id else None,
            row.standing,
            row.cause,
        )
        for row in checks
    }
