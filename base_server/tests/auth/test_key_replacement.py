"""A device replaces its key."""

import asyncio
import base64
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from service_kit.audit import AuditEntry
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.device_keys.keys import fingerprint
from app.models import Engineer
from tests.auth.conftest import register
from tests.devices import Device, PrivateKey, new_rsa, pem, sign
from tests.waiting import eventually

Refusal = tuple[int, str]


def _ed25519() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def _text(device: Device, challenge: dict[str, Any], new: PrivateKey, /, **changed: str) -> str:
    parts = {
        "domain": "provodnik-key-v1",
        "device_id": device.id,
        "fingerprint": fingerprint(new.public_key()),
        **challenge,
        **changed,
    }
    form = "{domain}|{server}|{device_id}|{challenge_id}|{challenge}|{fingerprint}"
    return form.format(**parts)


async def _replace(
    device: Device,
    new: PrivateKey,
    *,
    challenge: dict[str, Any] | None = None,
    token: str | None = None,
    old: PrivateKey | None = None,
    prover: PrivateKey | None = None,
    changed: dict[str, str] | None = None,
) -> httpx.Response:
    """As it should be, but for what is named."""
    token = token or await device.token()
    challenge = challenge or await device.challenge()
    text = _text(device, challenge, new, **(changed or {}))
    body = {
        "challenge_id": challenge["challenge_id"],
        "public_key": pem(new),
        "signature": base64.b64encode(sign(old or device.key, text)).decode(),
        "proof": base64.b64encode(sign(prover or new, text)).decode(),
    }
    headers = {"Authorization": f"Bearer {token}"}
    return await device.client.post("/auth/device/key", json=body, headers=headers)


def _refusal(answer: httpx.Response) -> Refusal:
    return answer.status_code, answer.json()["code"]


class TestReplaceDeviceKey:
    async def test_a_key_that_is_not_taken(self, device: Device) -> None:
        answer = await _replace(device, new_rsa(1024))
        assert _refusal(answer) == (409, "UNSUPPORTED_KEY")

    async def test_a_challenge_that_never_was(self, device: Device) -> None:
        challenge = {**await device.challenge(), "challenge_id": str(uuid4())}
        answer = await _replace(device, _ed25519(), challenge=challenge)
        assert _refusal(answer) == (401, "CHALLENGE_EXPIRED")

    async def test_a_challenge_used_before(self, device: Device) -> None:
        token, challenge = await device.token(), await device.challenge()
        await device.answer(challenge, device.signature(challenge))
        answer = await _replace(device, _ed25519(), challenge=challenge, token=token)
        assert _refusal(answer) == (401, "CHALLENGE_EXPIRED")

    async def test_without_the_old_key(self, device: Device) -> None:
        answer = await _replace(device, _ed25519(), old=_ed25519())
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_without_the_new_key(self, device: Device) -> None:
        answer = await _replace(device, _ed25519(), prover=_ed25519())
        assert _refusal(answer) == (401, "BAD_ANSWER")

    @pytest.mark.parametrize(
        "changed",
        [
            {"domain": "provodnik-auth-v1"},
            {"server": "another-platform"},
            {"device_id": str(uuid4())},
            {"challenge": base64.b64encode(bytes(32)).decode()},
            {"fingerprint": "ab" * 32},
        ],
        ids=lambda changed: next(iter(changed)),
    )
    async def test_another_text(self, device: Device, changed: dict[str, str]) -> None:
        answer = await _replace(device, _ed25519(), changed=changed)
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_a_challenge_of_another_device(
        self, device: Device, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = _ed25519()
        other = Device(client, (await register(client, engineer, key)).json()["id"], key)
        answer = await _replace(device, _ed25519(), challenge=await other.challenge())
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_a_challenge_to_decrypt(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = new_rsa()
        device = Device(client, (await register(client, engineer, key)).json()["id"], key)
        answer = await _replace(device, _ed25519(), challenge=await device.challenge("decrypt"))
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_its_own_key(self, device: Device) -> None:
        assert _refusal(await _replace(device, device.key)) == (409, "KEY_IN_USE")

    async def test_the_key_of_another_device(
        self, device: Device, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = _ed25519()
        await register(client, engineer, key)
        assert _refusal(await _replace(device, key)) == (409, "KEY_IN_USE")

    async def test_a_former_key_stays_taken(
        self, device: Device, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        new = _ed25519()
        await _replace(device, new)
        assert _refusal(await register(client, engineer, device.key)) == (409, "KEY_IN_USE")
        back = await _replace(replace(device, key=new), device.key)
        assert _refusal(back) == (409, "KEY_IN_USE")

    @pytest.mark.parametrize(
        "new", [_ed25519(), ec.generate_private_key(ec.SECP256R1()), new_rsa()]
    )
    async def test_a_key_of_any_kind(self, device: Device, new: PrivateKey) -> None:
        assert (await _replace(device, new)).json() == {"status": "OK"}
        assert await replace(device, key=new).token()
        challenge = await device.challenge()
        answer = await device.answer(challenge, sign(device.key, "whatever"))
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_sessions_end(self, device: Device) -> None:
        tokens = [await device.token() for _ in range(2)]
        await _replace(device, _ed25519(), token=tokens[0])

        async def are_ended() -> bool:
            return {await _status(device.client, token) for token in tokens} == {401}

        await eventually(are_ended)

    async def test_a_session_by_the_new_key_lives(self, device: Device) -> None:
        former, new = await device.token(), _ed25519()
        await _replace(device, new, token=former)
        token = await replace(device, key=new).token()

        async def is_ended() -> bool:
            return await _status(device.client, former) == 401

        await eventually(is_ended)
        # As long as any process may still take it for alive.
        await asyncio.sleep(0.2)
        assert await _status(device.client, token) == 200

    async def test_a_challenge_from_before_opens_nothing(self, device: Device) -> None:
        challenge = await device.challenge()
        await _replace(device, _ed25519())
        answer = await device.answer(challenge, device.signature(challenge))
        assert _refusal(answer) == (401, "BAD_ANSWER")

    async def test_of_two_at_once_one_wins(self, device: Device) -> None:
        token = await device.token()
        challenges = [await device.challenge() for _ in range(2)]
        keys = [_ed25519(), _ed25519()]
        answers = await asyncio.gather(
            *(
                _replace(device, key, challenge=challenge, token=token)
                for key, challenge in zip(keys, challenges, strict=True)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 401]
        winner = keys[[answer.status_code for answer in answers].index(200)]
        assert await replace(device, key=winner).token()

    async def test_it_comes_on_record(self, device: Device, session: AsyncSession) -> None:
        new = _ed25519()
        await _replace(device, new)
        newest = select(AuditEntry).order_by(AuditEntry.position.desc()).limit(1)
        entry = (await session.scalars(newest)).one()
        assert (entry.action, str(entry.caller_id)) == ("robots.updated", device.id)
        assert entry.changes is not None
        assert entry.changes["after"]["key_fingerprint"] == fingerprint(new.public_key())


async def _status(client: httpx.AsyncClient, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return (await client.get("/auth/me", headers=headers)).status_code
