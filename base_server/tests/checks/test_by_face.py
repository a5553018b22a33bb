"""Checking tickets by their holders' faces."""

import asyncio

import httpx
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Ticket, User
from tests.checks.asking import Headers, check
from tests.factories import create_ticket, create_user
from tests.fakes import FakeFaces


async def _enroll(faces: FakeFaces, *users: User) -> None:
    for user in users:
        await faces.enroll(user.id, "anna's picture", consent="c", collection="passengers")


async def test_known_face(
    client: httpx.AsyncClient,
    headers: Headers,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    await _enroll(faces, user)
    verdict = (await check(client, headers, face="anna's picture")).json()
    assert verdict["verdict"] == "OK"
    assert verdict["ticket"]["id"] == str(ticket.id)


async def test_a_face_with_a_liveness_challenge(
    client: httpx.AsyncClient,
    headers: Headers,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    await _enroll(faces, user)
    begun = await client.post("/robot/liveness", headers=headers)
    assert begun.status_code == 201
    liveness = {"challenge_id": begun.json()["challenge_id"], "images": ["closer"]}
    checked = await check(client, headers, face="anna's picture", liveness=liveness)
    assert checked.json()["verdict"] == "OK"
    late = {**liveness, "challenge_id": "made-up"}
    refused = await check(client, headers, face="anna's picture", liveness=late)
    assert (refused.status_code, refused.json()["code"]) == (409, "LIVENESS_EXPIRED")


async def test_liveness_belongs_to_a_face(
    client: httpx.AsyncClient, headers: Headers, ticket: Ticket
) -> None:
    liveness = {"challenge_id": "a", "images": ["closer"]}
    assert (await check(client, headers, code="x", liveness=liveness)).status_code == 422


async def test_no_challenge_while_face_server_is_away(
    client: httpx.AsyncClient, headers: Headers, faces: FakeFaces
) -> None:
    faces.is_away = True
    answer = await client.post("/robot/liveness", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")


async def test_unknown_face(client: httpx.AsyncClient, headers: Headers, ticket: Ticket) -> None:
    verdict = (await check(client, headers, face="a stranger")).json()
    assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "FACE_UNKNOWN")


async def test_known_face_without_a_ticket_on_this_run(
    client: httpx.AsyncClient, headers: Headers, faces: FakeFaces, user: User
) -> None:
    await _enroll(faces, user)
    verdict = (await check(client, headers, face="anna's picture")).json()
    assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "NO_TICKET")
    assert (verdict["ticket"], verdict["user"]) == (None, None)


async def test_twins(
    client: httpx.AsyncClient,
    headers: Headers,
    session: AsyncSession,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    twin = await create_user(session)
    await create_ticket(session, twin)
    await _enroll(faces, user, twin)
    verdict = (await check(client, headers, face="anna's picture")).json()
    assert (verdict["verdict"], verdict["reason"]) == ("REFUSED", "FACE_AMBIGUOUS")


async def test_several_tickets(
    client: httpx.AsyncClient,
    headers: Headers,
    session: AsyncSession,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    await create_ticket(session, user)
    await _enroll(faces, user)
    verdict = (await check(client, headers, face="anna's picture")).json()
    assert verdict["reason"] == "SEVERAL_TICKETS"


async def test_face_server_away_leaves_codes_working(
    client: httpx.AsyncClient,
    headers: Headers,
    faces: FakeFaces,
    ticket: Ticket,
    code: str,
) -> None:
    faces.is_away = True
    by_face = await check(client, headers, face="anna's picture")
    by_code = await check(client, headers, code=code)
    assert (by_face.status_code, by_face.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")
    assert by_code.json()["verdict"] == "OK"


async def test_a_repetition_gets_the_same_answer_even_without_face_server(
    client: httpx.AsyncClient,
    headers: Headers,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    await _enroll(faces, user)
    first = await check(client, headers, face="anna's picture", request_id="r1")
    faces.is_away = True
    second = await check(client, headers, face="anna's picture", request_id="r1")
    assert first.json()["ticket"]["id"] == str(ticket.id)
    assert second.json() == first.json()


async def test_a_repetition_that_is_on_its_way_gets_the_ticket_of_the_first(
    client: httpx.AsyncClient,
    headers: Headers,
    session: AsyncSession,
    faces: FakeFaces,
    ticket: Ticket,
    user: User,
) -> None:
    """Both compare faces before either is written: the second then finds no unused ticket."""
    await create_ticket(session, user, state=TicketState.USED)
    await _enroll(faces, user)
    asked = [check(client, headers, face="anna's picture", request_id="r1") for _ in range(8)]
    answers = [answer.json() for answer in await asyncio.gather(*asked)]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["ticket"]["id"] == str(ticket.id)


async def test_another_picture_under_the_same_request_id_is_a_conflict(
    client: httpx.AsyncClient, headers: Headers, faces: FakeFaces, ticket: Ticket, user: User
) -> None:
    await _enroll(faces, user)
    await check(client, headers, face="anna's picture", request_id="r1")
    answer = await check(client, headers, face="another picture", request_id="r1")
    assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_CONFLICT")
