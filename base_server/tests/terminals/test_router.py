"""Store terminals as the administration sees them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from tests.devices import Device, pem
from tests.factories import create_terminal
from tests.waiting import eventually

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_unknown(client: httpx.AsyncClient, headers: Headers, method: str) -> None:
    answer = await client.request(method, f"/admin/store_terminal/{uuid4()}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "STORE_TERMINAL_NOT_FOUND")


async def test_a_revoked_terminal_is_out_at_once(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession, sign_in: SignIn
) -> None:
    terminal = await create_terminal(session)
    path = f"/admin/store_terminal/{terminal.id}"
    own = await sign_in("store", terminal.id, store_id=str(terminal.store_id))
    shown = (await client.get(path, headers=headers)).json()
    assert shown["store_id"] == str(terminal.store_id)
    assert (await client.delete(path, headers=headers)).json() == {"status": "OK"}

    async def is_out() -> bool:
        return (await client.get("/auth/me", headers=own)).status_code == 401

    await eventually(is_out, within_seconds=1)
    assert (await client.get(path, headers=headers)).status_code == 404
    assert (await client.get("/admin/store_terminals", headers=headers)).json()["total"] == 0


async def test_a_revoked_terminal_cannot_sign_in_again(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession
) -> None:
    key = Ed25519PrivateKey.generate()
    terminal = await create_terminal(session, public_key=pem(key))
    device = Device(client, str(terminal.id), key)
    assert await device.token()
    await client.delete(f"/admin/store_terminal/{terminal.id}", headers=headers)
    challenge = await device.challenge()
    answer = await device.answer(challenge, device.signature(challenge))
    assert (answer.status_code, answer.json()["code"]) == (401, "BAD_ANSWER")


async def test_a_terminal_was_last_seen_when_it_last_asked_anything(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession, sign_in: SignIn
) -> None:
    signed_in_at = datetime.now(UTC) - timedelta(hours=5)
    terminal = await create_terminal(session, last_seen_at=signed_in_at)
    path = f"/admin/store_terminal/{terminal.id}"
    before = (await client.get(path, headers=headers)).json()
    own = await sign_in("store", terminal.id, store_id=str(terminal.store_id))
    await client.get("/auth/me", headers=own)
    after = (await client.get(path, headers=headers)).json()
    listed = (await client.get("/admin/store_terminals", headers=headers)).json()["items"]
    assert datetime.fromisoformat(before["last_seen_at"]) == signed_in_at
    assert datetime.fromisoformat(after["last_seen_at"]) > signed_in_at + timedelta(hours=4)
    assert listed == [after]
