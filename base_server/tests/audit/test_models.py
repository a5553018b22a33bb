"""What administration leaves on record."""

from uuid import uuid4

import httpx
from base_api import Privilege
from cryptography.hazmat.primitives.asymmetric import ed25519
from service_kit.audit import AuditEntry
from service_kit.testing.plugin import SignIn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.auth.conftest import register
from tests.factories import TODAY, TRAIN, bind_store, create_engineer, create_robot


async def _last(session: AsyncSession) -> AuditEntry:
    newest = select(AuditEntry).order_by(AuditEntry.position.desc()).limit(1)
    return (await session.scalars(newest)).one()


async def test_a_new_engineer_without_the_password(
    client: httpx.AsyncClient, sign_in: SignIn, session: AsyncSession
) -> None:
    headers = await sign_in("engineer", name="chief", privileges=Privilege.ADMIN)
    body = {"login": "anna", "password": "long enough to use"}
    await client.post("/admin/engineer", json=body, headers=headers)
    entry = await _last(session)
    assert (entry.caller_name, entry.action) == ("chief", "engineers.created")
    assert entry.changes is not None
    assert entry.changes["after"].keys() == {"login", "privileges", "created_at"}


async def test_a_registration_names_the_engineer(
    client: httpx.AsyncClient, session: AsyncSession
) -> None:
    engineer = await create_engineer(session, privileges=Privilege.ROBOT_LOGIN)
    await register(client, engineer, ed25519.Ed25519PrivateKey.generate())
    entry = await _last(session)
    assert (entry.caller_kind, entry.caller_id) == ("engineer", engineer.id)
    assert (entry.action, entry.operation) == ("robots.created", "POST /auth/robot/register")


async def test_a_trip(client: httpx.AsyncClient, sign_in: SignIn, session: AsyncSession) -> None:
    robot = await create_robot(session, train_number=None, train_date=None)
    headers = await sign_in("robot", robot.id)
    body = {"train_number": TRAIN, "train_date": str(TODAY)}
    await client.put("/robot/trip", json=body, headers=headers)
    entry = await _last(session)
    assert entry.action == "robots.updated"
    assert entry.changes is not None
    assert entry.changes["after"] == body


async def test_a_store_that_leaves_a_run(
    client: httpx.AsyncClient, sign_in: SignIn, session: AsyncSession
) -> None:
    store_id = uuid4()
    await bind_store(session, store_id)
    headers = await sign_in("engineer", privileges=Privilege.ADMIN)
    run = {"train_number": TRAIN, "train_date": str(TODAY)}
    await client.delete(f"/admin/store/{store_id}/train/unbind", params=run, headers=headers)
    entry = await _last(session)
    assert entry.action == "train_stores.deleted"
    assert entry.changes is not None
    assert entry.changes["before"]["store_id"] == str(store_id)
