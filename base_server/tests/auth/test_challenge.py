"""Signing in by challenge, and the ways in which it must not work."""

import asyncio
import base64
from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import CallerKind
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.redis_async.guessing import FREE_ATTEMPTS
from sqlalchemy import event, func, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth.challenges import LIFETIME_SECONDS
from app.models import Engineer, Robot
from app.revocation import end_sessions
from tests.auth.conftest import register
from tests.devices import Device, PrivateKey, decrypt, new_rsa, sign


class TestSign:
    @pytest.mark.parametrize(
        ("key", "algorithm"),
        [
            (new_rsa(), "PS256"),
            (ec.generate_private_key(ec.SECP256R1()), "ES256"),
            (ed25519.Ed25519PrivateKey.generate(), "Ed25519"),
        ],
    )
    async def test_the_key_opens_a_session(
        self, client: httpx.AsyncClient, engineer: Engineer, key: PrivateKey, algorithm: str
    ) -> None:
        device = Device(client, (await register(client, engineer, key)).json()["id"], key)
        challenge = await device.challenge()
        answer = await device.answer(challenge, device.signature(challenge))
        assert challenge["algorithm"] == algorithm
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        me = (await client.get("/auth/me", headers=headers)).json()
        assert (me["kind"], me["id"]) == ("robot", device.id)

    @pytest.mark.parametrize(
        "changed",
        [
            {"server": "another-platform"},
            {"device_id": str(uuid4())},
            {"challenge_id": str(uuid4())},
            {"challenge": base64.b64encode(bytes(32)).decode()},
            {"domain": "provodnik-auth-v0"},
        ],
        ids=lambda changed: next(iter(changed)),
    )
    async def test_another_text_is_refused(self, device: Device, changed: dict[str, str]) -> None:
        challenge = await device.challenge()
        answer = await device.answer(challenge, device.signature(challenge, **changed))
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_ANSWER")

    async def test_a_challenge_opens_one_session_only(self, device: Device) -> None:
        challenge = await device.challenge()
        signature = device.signature(challenge)
        assert (await device.answer(challenge, signature)).status_code == 200
        replayed = await device.answer(challenge, signature)
        assert (replayed.status_code, replayed.json()["code"]) == (401, "CHALLENGE_EXPIRED")

    async def test_a_wrong_answer_uses_the_challenge_up(self, device: Device) -> None:
        challenge = await device.challenge()
        await device.answer(challenge, b"wrong")
        answer = await device.answer(challenge, device.signature(challenge))
        assert answer.json()["code"] == "CHALLENGE_EXPIRED"

    async def test_the_answer_of_another_device_is_refused(self, device: Device) -> None:
        challenge = await device.challenge()
        thief = Device(device.client, device.id, ed25519.Ed25519PrivateKey.generate())
        answer = await thief.answer(challenge, thief.signature(challenge))
        assert answer.json()["code"] == "BAD_ANSWER"

    @pytest.mark.parametrize(
        "scheme",
        [
            padding.PKCS1v15(),
            padding.PSS(padding.MGF1(hashes.SHA256()), 20),
            padding.PSS(padding.MGF1(hashes.SHA1()), 32),  # noqa: S303 - which is to be refused
        ],
        ids=["PKCS#1 v1.5", "PSS with a salt of 20", "PSS with a mask by SHA-1"],
    )
    async def test_any_other_scheme_of_rsa_is_refused(
        self,
        client: httpx.AsyncClient,
        engineer: Engineer,
        scheme: padding.AsymmetricPadding,
    ) -> None:
        key = new_rsa()
        device = Device(client, (await register(client, engineer, key)).json()["id"], key)
        challenge = await device.challenge()
        text = f"provodnik-auth-v1|{challenge['server']}|{device.id}|"
        text += f"{challenge['challenge_id']}|{challenge['challenge']}"
        signature = key.sign(text.encode(), scheme, hashes.SHA256())
        assert (await device.answer(challenge, signature)).json()["code"] == "BAD_ANSWER"
        assert sign(key, text) != signature


class TestDecrypt:
    async def test_the_key_opens_a_session(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = new_rsa()
        device = Device(client, (await register(client, engineer, key)).json()["id"], key)
        challenge = await device.challenge("decrypt")
        assert challenge["algorithm"] == "RSA-OAEP-256"
        answer = await device.answer(challenge, decrypt(key, challenge["challenge"]))
        assert answer.status_code == 200

    async def test_other_bytes_are_refused(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        key = new_rsa()
        device = Device(client, (await register(client, engineer, key)).json()["id"], key)
        answer = await device.answer(await device.challenge("decrypt"), bytes(32))
        assert answer.json()["code"] == "BAD_ANSWER"


class TestNoEnumeration:
    @pytest.mark.parametrize("method", ["sign", "decrypt"])
    async def test_an_unknown_device_gets_a_challenge_of_the_same_shape(
        self, device: Device, method: str
    ) -> None:
        known = await device.challenge(method)
        unknown = await Device(device.client, str(uuid4()), device.key).challenge(method)
        assert known.keys() == unknown.keys()
        assert known["expires_in"] == unknown["expires_in"] == LIFETIME_SECONDS
        assert known["server"] == unknown["server"]

    async def test_unknown_devices_seem_to_have_keys_of_every_kind(self, device: Device) -> None:
        """A long ciphertext, or another algorithm, proves no device."""
        seen = set()
        for _ in range(60):
            unknown = Device(device.client, str(uuid4()), device.key)
            text = (await unknown.challenge("decrypt"))["challenge"]
            algorithm = (await unknown.challenge("sign"))["algorithm"]
            seen.add((algorithm, 8 * len(base64.b64decode(text))))
            again = (await unknown.challenge("decrypt"))["challenge"]
            assert len(again) == len(text)
        assert {bits for _, bits in seen} == {2048, 3072, 4096}
        assert {kind for kind, _ in seen} == {"Ed25519", "ES256", "PS256"}
        assert {kind for kind, bits in seen if bits > 2048} == {"PS256"}

    @pytest.mark.parametrize("is_known", [True, False])
    async def test_the_database_is_asked_the_same_for_any_device(
        self, device: Device, app: FastAPI, is_known: bool
    ) -> None:
        asked: list[str] = []
        engine = components_of(app).get(Database).engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        await Device(device.client, device.id if is_known else str(uuid4()), device.key).challenge()
        # Beside those of the jobs that run by themselves.
        assert len([one for one in asked if ".id = $1" in one]) == 2

    async def test_an_unknown_device_is_refused_like_a_wrong_answer(self, device: Device) -> None:
        stranger = Device(device.client, str(uuid4()), device.key)
        challenge = await stranger.challenge()
        answer = await stranger.answer(challenge, stranger.signature(challenge))
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_ANSWER")


class TestRevokedDevice:
    async def test_it_cannot_sign_in(self, device: Device, session: AsyncSession) -> None:
        challenge = await device.challenge()
        await session.execute(
            update(Robot).where(Robot.id == device.id).values(revoked_at=func.now())
        )
        await session.commit()
        answer = await device.answer(challenge, device.signature(challenge))
        assert answer.json()["code"] == "BAD_ANSWER"

    async def test_it_is_asked_as_before(self, device: Device, session: AsyncSession) -> None:
        """Whoever does not hold the key learns nothing, and the device gets a plain refusal."""
        before = await device.challenge()
        await session.execute(
            update(Robot).where(Robot.id == device.id).values(revoked_at=func.now())
        )
        await session.commit()
        challenge = await device.challenge()
        assert challenge["algorithm"] == before["algorithm"]
        answer = await device.answer(challenge, device.signature(challenge))
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_ANSWER")

    async def test_its_sessions_die_within_a_second(
        self, device: Device, client: httpx.AsyncClient, session: AsyncSession
    ) -> None:
        challenge = await device.challenge()
        token = (await device.answer(challenge, device.signature(challenge))).json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        assert (await client.get("/auth/me", headers=headers)).status_code == 200
        end_sessions(session, CallerKind.ROBOT, UUID(device.id))
        await session.commit()
        await _eventually_unauthenticated(client, headers)


async def _eventually_unauthenticated(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    async with asyncio.timeout(2):
        while (await client.get("/auth/me", headers=headers)).status_code != 401:
            await asyncio.sleep(0.05)


class TestGuessing:
    """More wrong answers in the name of the device than are let through."""

    @pytest.fixture(params=[True, False], ids=["known", "unknown"])
    async def refusals(
        self, request: pytest.FixtureRequest, device: Device
    ) -> list[tuple[int, str]]:
        device_id = device.id if request.param else str(uuid4())
        stranger = Device(device.client, device_id, ed25519.Ed25519PrivateKey.generate())
        answers = []
        for _ in range(FREE_ATTEMPTS + 3):
            challenge = await stranger.challenge()
            answers.append(await stranger.answer(challenge, stranger.signature(challenge)))
        return [(answer.status_code, answer.json()["code"]) for answer in answers]

    async def test_is_slowed_down_whether_the_device_is_known_or_not(
        self, refusals: list[tuple[int, str]]
    ) -> None:
        bad, slowed = (401, "BAD_ANSWER"), (429, "TOO_MANY_REQUESTS")
        assert refusals == [bad] * (FREE_ATTEMPTS + 1) + [slowed] * 2

    async def test_does_not_keep_the_device_out(
        self, refusals: list[tuple[int, str]], device: Device
    ) -> None:
        assert (429, "TOO_MANY_REQUESTS") in refusals
        assert await device.token()

    async def test_who_is_slowed_down_keeps_the_challenge(
        self, refusals: list[tuple[int, str]], device: Device
    ) -> None:
        challenge = await device.challenge()
        for _ in range(FREE_ATTEMPTS + 3):
            slowed = await device.answer(await device.challenge(), b"wrong")
        assert (await device.answer(challenge, b"wrong")).status_code == slowed.status_code == 429
        answer = await device.answer(challenge, device.signature(challenge))
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: text + "\n",
        lambda text: text[:8] + " " + text[8:],
        lambda text: text.rstrip("="),
        lambda text: text.replace("+", "-").replace("/", "_") + "-",
        lambda text: text + "====",
    ],
    ids=["newline", "space", "no padding", "another alphabet", "more padding"],
)
async def test_an_answer_has_one_spelling(device: Device, respell: Callable[[str], str]) -> None:
    challenge = await device.challenge()
    text = base64.b64encode(device.signature(challenge)).decode()
    body = {"challenge_id": challenge["challenge_id"], "answer": respell(text)}
    answer = await device.client.post("/auth/token", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")
    # Nor is the challenge used up by it.
    body["answer"] = text
    assert (await device.client.post("/auth/token", json=body)).status_code == 200


async def test_of_many_right_answers_at_once_one_opens_a_session(device: Device) -> None:
    challenge = await device.challenge()
    signature = device.signature(challenge)
    answers = await asyncio.gather(*(device.answer(challenge, signature) for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 11


async def test_many_sign_ins_of_one_device_at_once(device: Device) -> None:
    tokens = await asyncio.gather(*(device.token() for _ in range(2 * FREE_ATTEMPTS)))
    assert len(set(tokens)) == 2 * FREE_ATTEMPTS


async def test_a_challenge_expires(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """By Redis, after a real wait."""
    monkeypatch.setattr("app.auth.challenges.LIFETIME_SECONDS", 1)
    challenge = await device.challenge()
    assert challenge["expires_in"] == 1
    await asyncio.sleep(1.1)
    answer = await device.answer(challenge, device.signature(challenge))
    assert (answer.status_code, answer.json()["code"]) == (401, "CHALLENGE_EXPIRED")
