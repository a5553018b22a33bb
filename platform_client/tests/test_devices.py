"""Registration and sign-in with every kind of key, at the real server."""

import base64
from uuid import uuid4

import pytest
from platform_client import (
    Credentials,
    DeviceKey,
    Ed25519Key,
    Engineer,
    Method,
    P256Key,
    Platform,
    PlatformError,
    Robot,
    RsaKey,
    StoreTerminal,
)
from platform_client.device import answer_to
from platform_client.models.sessions import Challenge, DeviceIdentity

SERVER = "provodnik-local"


async def new_robot(
    platform: Platform, depot: Credentials, key: DeviceKey, method: Method = Method.SIGN
) -> Robot:
    return await Robot.register(
        platform, depot, key, model_id="kiosk", model_name="Kiosk", method=method
    )


@pytest.mark.parametrize("kind", [Ed25519Key, P256Key, RsaKey])
async def test_signing(
    platform: Platform, depot: Credentials, kind: type[Ed25519Key | P256Key | RsaKey]
) -> None:
    robot = await new_robot(platform, depot, kind.generate())
    me = await robot.get_me()
    assert (me.kind, me.id) == ("robot", robot.id)


async def test_decrypting(platform: Platform, depot: Credentials) -> None:
    robot = await new_robot(platform, depot, RsaKey.generate(2048), Method.DECRYPT)
    assert (await robot.get_me()).id == robot.id


async def test_only_rsa_decrypts(platform: Platform) -> None:
    identity = DeviceIdentity(id=uuid4(), server=SERVER)
    with pytest.raises(ValueError, match="RSA"):
        Robot(platform, identity, Ed25519Key.generate(), Method.DECRYPT)


async def test_terminal_knows_its_store(platform: Platform, depot: Credentials) -> None:
    store_id = uuid4()
    terminal = await StoreTerminal.register(
        platform, depot, Ed25519Key.generate(), store_id=store_id
    )
    me = await terminal.get_me()
    assert (me.kind, me.store_id) == ("store", store_id)


async def test_platform_names_the_key_as_the_device_does(
    platform: Platform, depot: Credentials, admin: Engineer
) -> None:
    key = P256Key.generate()
    robot = await new_robot(platform, depot, key)
    listed = {one.id: one.key_fingerprint async for one in admin.list_robots()}
    assert listed[robot.id] == key.fingerprint


async def test_device_that_kept_identity_and_key_signs_in_again(
    platform: Platform, depot: Credentials
) -> None:
    registered = await new_robot(platform, depot, Ed25519Key.generate())
    restarted = Robot(platform, registered.identity, registered.key)
    assert (await restarted.get_me()).id == registered.id


async def test_session_is_renewed_when_it_has_ended(platform: Platform, depot: Credentials) -> None:
    robot = await new_robot(platform, depot, Ed25519Key.generate())
    await robot.sign_in()
    ended = await robot.session.get_token()
    other = Robot(platform, robot.identity, robot.key)
    other.session._token = ended
    await other.sign_out()
    assert (await robot.get_me()).id == robot.id
    assert await robot.session.get_token() != ended


def challenge(**changes: object) -> Challenge:
    sent = base64.b64encode(b"7" * 32).decode()
    fields = {"method": "sign", "algorithm": "Ed25519", "server": SERVER, "challenge": sent}
    return Challenge.model_validate(
        {"challenge_id": uuid4(), "expires_in": 60, **fields, **changes}
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"server": "provodnik-evil"}, "SERVER_MISMATCH"),
        ({"algorithm": "PS256"}, "UNEXPECTED_CHALLENGE"),
        ({"algorithm": "none"}, "UNEXPECTED_CHALLENGE"),
        ({"method": "decrypt", "algorithm": "RSA-OAEP-256"}, "UNEXPECTED_CHALLENGE"),
    ],
)
def test_nothing_is_signed_for_another_question(changes: dict[str, object], code: str) -> None:
    identity = DeviceIdentity(id=uuid4(), server=SERVER)
    with pytest.raises(PlatformError) as refused:
        answer_to(challenge(**changes), identity, Ed25519Key.generate(), Method.SIGN)
    assert refused.value.code == code


def test_ciphertext_for_another_key() -> None:
    identity = DeviceIdentity(id=uuid4(), server=SERVER)
    asked = challenge(method="decrypt", algorithm="RSA-OAEP-256", challenge="AAAA")
    with pytest.raises(PlatformError) as refused:
        answer_to(asked, identity, RsaKey.generate(2048), Method.DECRYPT)
    assert refused.value.code == "UNEXPECTED_CHALLENGE"


async def test_a_key_is_replaced_by_one_of_another_kind(
    platform: Platform, depot: Credentials
) -> None:
    robot = await new_robot(platform, depot, RsaKey.generate(2048), Method.DECRYPT)
    old = robot.key
    await robot.replace_key(Ed25519Key.generate())
    await robot.sign_in()
    assert (await robot.get_me()).id == robot.id
    with pytest.raises(PlatformError, match="UNEXPECTED_CHALLENGE"):
        await Robot(platform, robot.identity, old).sign_in()
