"""Keys, challenges, passwords and tokens that must be refused."""

import base64
import secrets
from uuid import UUID, uuid4

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from platform_client import Credentials, Ed25519Key, Engineer, Method, Platform, Robot, RsaKey
from platform_client.device import Device, answer_to
from platform_client.models.sessions import Challenge

from tests.stack.conftest import Shop
from tests.stack.refusals import problem, refusal


def spki(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


UNSUPPORTED = {
    "no key": "hello",
    "RSA 1024": spki(rsa.generate_private_key(65537, 1024)),  # noqa: S505 - to be refused
    "P-384": spki(ec.generate_private_key(ec.SECP384R1())),
    "a private key": Ed25519Key.generate().to_pem(),
}


async def robots_of(admin: Engineer, model_name: str) -> list[UUID]:
    return [one.id async for one in admin.list_robots() if one.robot_model_name == model_name]


@pytest.mark.parametrize("pem", UNSUPPORTED.values(), ids=UNSUPPORTED.keys())
async def test_unsupported_key(
    http: httpx.AsyncClient, depot: Credentials, admin: Engineer, pem: str
) -> None:
    name = f"Test {secrets.token_hex(4)}"
    body = {**depot.model_dump(), "public_key": pem}
    body |= {"robot_model_id": "test", "robot_model_name": name}
    response = await http.post("/base_api/auth/robot/register", json=body)
    assert problem(response) == (409, "UNSUPPORTED_KEY")
    assert await robots_of(admin, name) == []


async def test_duplicate_key(platform: Platform, depot: Credentials, admin: Engineer) -> None:
    key, name = Ed25519Key.generate(), f"Test {secrets.token_hex(4)}"
    robot = await Robot.register(platform, depot, key, model_id="test", model_name=name)
    again = Robot.register(platform, depot, key, model_id="test", model_name=name)
    assert await refusal(again) == (409, "KEY_IN_USE")
    assert await robots_of(admin, name) == [robot.id]


async def ask(http: httpx.AsyncClient, device_id: object, method: str = "sign") -> Challenge:
    body = {"device_id": str(device_id), "method": method}
    response = await http.post("/base_api/auth/challenge", json=body)
    assert response.status_code == 200
    return Challenge.model_validate_json(response.content)


async def answer(http: httpx.AsyncClient, challenge: Challenge, proof: bytes) -> httpx.Response:
    encoded = base64.b64encode(proof).decode()
    body = {"challenge_id": str(challenge.challenge_id), "answer": encoded}
    return await http.post("/base_api/auth/token", json=body)


async def test_challenge_used_twice(http: httpx.AsyncClient, robot: Robot) -> None:
    challenge = await ask(http, robot.id)
    proof = answer_to(challenge, robot.identity, robot.key, Method.SIGN)
    assert (await answer(http, challenge, proof)).status_code == 200
    assert problem(await answer(http, challenge, proof)) == (401, "CHALLENGE_EXPIRED")


async def test_wrong_answer_uses_the_challenge_up(http: httpx.AsyncClient, robot: Robot) -> None:
    challenge = await ask(http, robot.id)
    proof = answer_to(challenge, robot.identity, robot.key, Method.SIGN)
    assert problem(await answer(http, challenge, proof[::-1])) == (401, "BAD_ANSWER")
    assert problem(await answer(http, challenge, proof)) == (401, "CHALLENGE_EXPIRED")


async def test_answer_with_another_key(http: httpx.AsyncClient, robot: Robot) -> None:
    challenge = await ask(http, robot.id)
    proof = answer_to(challenge, robot.identity, Ed25519Key.generate(), Method.SIGN)
    assert problem(await answer(http, challenge, proof)) == (401, "BAD_ANSWER")


async def test_signature_for_another_platform(http: httpx.AsyncClient, robot: Robot) -> None:
    challenge = await ask(http, robot.id)
    elsewhere = challenge.model_copy(update={"server": "elsewhere"})
    identity = robot.identity.model_copy(update={"server": "elsewhere"})
    proof = answer_to(elsewhere, identity, robot.key, Method.SIGN)
    assert problem(await answer(http, challenge, proof)) == (401, "BAD_ANSWER")


async def test_unknown_device_looks_like_a_known_one(http: httpx.AsyncClient, robot: Robot) -> None:
    known, unknown = await ask(http, robot.id), await ask(http, uuid4())
    assert known.server == unknown.server
    assert known.expires_in == unknown.expires_in
    assert len(known.challenge) == len(unknown.challenge)
    assert problem(await answer(http, unknown, b"x" * 64)) == (401, "BAD_ANSWER")


async def test_key_that_cannot_decrypt(http: httpx.AsyncClient, robot: Robot) -> None:
    challenge = await ask(http, robot.id, "decrypt")
    assert challenge.algorithm == RsaKey.decryption_algorithm
    assert problem(await answer(http, challenge, b"x" * 32)) == (401, "BAD_ANSWER")


async def test_wrong_password(platform: Platform) -> None:
    wrong = Engineer.log_in(platform, "admin", secrets.token_hex(8))
    assert await refusal(wrong) == (401, "BAD_CREDENTIALS")
    unknown = Engineer.log_in(platform, f"nobody-{secrets.token_hex(4)}", "provodnik-admin")
    assert await refusal(unknown) == (401, "BAD_CREDENTIALS")


async def test_missing_privilege(platform: Platform, admin: Engineer) -> None:
    login = f"nobody-{secrets.token_hex(4)}"
    await admin.create_engineer(login, "long enough")
    registering = Robot.register(
        platform,
        Credentials(login=login, password="long enough"),
        Ed25519Key.generate(),
        model_id="test",
        model_name="Test",
    )
    assert await refusal(registering) == (403, "PRIVILEGE_REQUIRED")


@pytest.mark.parametrize(
    "path",
    ["/base_api/robot/me", "/base_api/admin/users", "/store_api/store/items", "/base_api/auth/me"],
)
async def test_no_token_and_a_made_up_one(http: httpx.AsyncClient, path: str) -> None:
    assert problem(await http.get(path)) == (401, "UNAUTHENTICATED")
    headers = {"Authorization": f"Bearer {secrets.token_urlsafe(32)}"}
    assert problem(await http.get(path, headers=headers)) == (401, "UNAUTHENTICATED")


async def test_token_of_the_wrong_kind(
    http: httpx.AsyncClient, admin: Engineer, robot: Robot, shop: Shop
) -> None:
    callers: dict[str, Engineer | Device] = {
        "engineer": admin,
        "robot": robot,
        "store": shop.terminal,
    }
    allowed = {
        "/base_api/admin/users": "engineer",
        "/store_api/admin/stores": "engineer",
        "/base_api/robot/me": "robot",
        f"/store_api/robot/store/{shop.store.id}/items": "robot",
        "/store_api/store/items": "store",
    }
    for path, owner in allowed.items():
        for kind, caller in callers.items():
            headers = {"Authorization": f"Bearer {await caller.session.get_token()}"}
            response = await http.get(path, headers=headers)
            expected = 200 if kind == owner else 403
            assert response.status_code == expected, (path, kind)
            assert kind == owner or problem(response) == (403, "FORBIDDEN")
