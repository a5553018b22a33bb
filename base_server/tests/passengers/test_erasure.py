"""Erasing a person leaves no trace of who it was."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import KeycloakUser, User
from app.users.consent_texts import CURRENT_VERSION
from tests.factories import create_robot, create_ticket, create_user
from tests.fakes import FakeFaces
from tests.security import report
from tests.waiting import eventually

Headers = dict[str, str]
NAME = "Zinaida Unmistakable"


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def erasable(client: httpx.AsyncClient, admin: Headers, session: AsyncSession) -> UUID:
    """Made through the API, with everything that a user can have."""
    body = {"name": NAME, "face": "zina"}
    made = await client.post("/admin/user", json=body, headers=admin | {"Idempotency-Key": "k"})
    user_id = UUID(made.json()["id"])
    session.add(KeycloakUser(user_id=user_id, subject="subject-of-zina"))
    await session.commit()
    return user_id


async def _receipt(client: httpx.AsyncClient, receipt: dict[str, str]) -> dict[str, str]:
    answer = await client.get(
        f"/users/erasure/{receipt['id']}", headers={"X-Erasure-Secret": receipt["secret"]}
    )
    found: dict[str, str] = answer.json()
    return found


async def _tables_with(session: AsyncSession, word: str) -> list[str]:
    """Every table of the database of which any row holds the word."""
    await session.rollback()
    tables = await session.scalars(
        text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
    )
    holding = []
    for table in tables.all():
        found = await session.scalar(
            text(f"SELECT EXISTS (SELECT FROM {table} t WHERE t::text ILIKE :word)"),  # noqa: S608
            {"word": f"%{word}%"},
        )
        holding += [table] if found else []
    return holding


async def test_nothing_tells_who_it_was(
    client: httpx.AsyncClient,
    session: AsyncSession,
    sign_in: SignIn,
    erasable: UUID,
    faces: FakeFaces,
    relayed: FakeFaces,
) -> None:
    await create_ticket(session, await session.get_one(User, erasable))
    assert "users" in await _tables_with(session, NAME)
    own = await sign_in("passenger", erasable)
    erased = (await client.delete("/users/me", headers=own)).json()
    assert faces.enrolled == {}

    async def is_finished() -> bool:
        return (await _receipt(client, erased))["state"] == "DONE"

    await eventually(is_finished)
    assert await _tables_with(session, NAME) == []
    assert await _tables_with(session, "subject-of-zina") == []
    assert (await client.get("/users/me", headers=own)).status_code == 401


async def test_the_codes_of_the_tickets_are_forgotten(
    client: httpx.AsyncClient, admin: Headers, erasable: UUID, session: AsyncSession
) -> None:
    user = await session.get_one(User, erasable)
    tickets = [
        await create_ticket(session, user, place_number=place, code_encrypted=b"sealed")
        for place in (1, 2)
    ]
    receipt = await client.delete(f"/admin/users/{erasable}", headers=admin)
    assert receipt.status_code == 200
    for ticket in tickets:
        await session.refresh(ticket)
        assert (ticket.user_id, ticket.code_encrypted) == (erasable, None)


async def test_the_erased_was_at_no_incident(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, faces: FakeFaces
) -> None:
    robot, others = await create_robot(session), await create_user(session)
    user = await create_user(session)
    for one, face in ((user, "anna"), (others, "boris")):
        await create_ticket(session, one)
        faces.enrolled[one.id] = face
    made = await report(client, await sign_in("robot", robot.id), faces=["anna", "boris"])
    receipt = await client.delete("/users/me", headers=await sign_in("passenger", user.id))
    removed = {one["what"]: one["count"] for one in receipt.json()["removed"]}
    assert removed["incident_participants"] == 1
    security = await sign_in("engineer", privileges=Privilege.SECURITY)
    path = f"/monitoring/incident/{made.json()['id']}"
    shown = (await client.get(path, headers=security)).json()
    assert [one["subject_id"] for one in shown["participants"]] == [str(others.id)]


async def test_the_erased_is_in_no_list_and_cannot_be_changed(
    client: httpx.AsyncClient, admin: Headers, erasable: UUID
) -> None:
    erased = await client.delete(f"/admin/users/{erasable}", headers=admin)
    assert erased.json() == {"status": "OK", "erasure": "DONE"}
    assert (await client.get("/admin/users", headers=admin)).json()["total"] == 0
    body = {"face": "zina"}
    for method, path in (
        ("GET", f"/admin/user/{erasable}"),
        ("PATCH", f"/admin/user/{erasable}/face"),
        ("DELETE", f"/admin/users/{erasable}"),
    ):
        answer = await client.request(method, path, json=body, headers=admin)
        assert answer.json()["code"] == "USER_NOT_FOUND"


async def test_face_server_away_is_said_and_made_up_for(
    client: httpx.AsyncClient,
    sign_in: SignIn,
    erasable: UUID,
    faces: FakeFaces,
    relayed: FakeFaces,
) -> None:
    faces.is_away = True
    own = await sign_in("passenger", erasable)
    erased = (await client.delete("/users/me", headers=own)).json()
    assert erased["state"] == "PENDING"
    assert {"server": "face_server", "what": "face", "count": None, "state": "PENDING"} in erased[
        "removed"
    ]
    faces.is_away = False

    async def is_finished() -> bool:
        return (await _receipt(client, erased))["state"] == "DONE"

    await eventually(is_finished)
    assert faces.enrolled == {}


async def test_a_receipt_needs_its_secret(
    client: httpx.AsyncClient, sign_in: SignIn, erasable: UUID
) -> None:
    own = await sign_in("passenger", erasable)
    erased = (await client.delete("/users/me", headers=own)).json()
    for receipt in ({**erased, "secret": "wrong"}, {**erased, "id": str(uuid4())}):
        assert (await _receipt(client, receipt))["code"] == "ERASURE_NOT_FOUND"


async def test_who_gives_a_face_while_being_erased_leaves_none(
    client: httpx.AsyncClient, sign_in: SignIn, session: AsyncSession, faces: FakeFaces
) -> None:
    user = await create_user(session, has_consented=False)
    own = await sign_in("passenger", user.id)
    body = {"face": "anna", "consent_version": CURRENT_VERSION}
    calls = [client.put("/users/me/face", json=body, headers=own) for _ in range(5)]
    answers = await asyncio.gather(client.delete("/users/me", headers=own), *calls)
    assert answers[0].status_code == 200
    assert {answer.status_code for answer in answers[1:]} <= {200, 401, 404}
    assert faces.enrolled == {}
