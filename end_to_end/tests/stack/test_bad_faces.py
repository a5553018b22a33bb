"""A picture that cannot be enrolled makes no user; one that cannot be asked about is no answer."""

import secrets
from collections.abc import Callable

import pytest
from platform_client import Engineer, PlatformError, Robot

from app.demo.photos import portrait
from tests.stack import pictures
from tests.stack.refusals import refusal

REFUSED: dict[str, Callable[[], bytes]] = {
    "NO_FACE": pictures.without_a_face,
    "SEVERAL_FACES": pictures.with_two_faces,
    "FACE_TOO_SMALL": pictures.with_a_small_face,
    "FACE_TOO_BLURRED": pictures.with_a_blurred_face,
    "NOT_AN_IMAGE": lambda: b"this is no picture",
    "IMAGE_TOO_LARGE": lambda: portrait() + b"\0" * (8 * 1024 * 1024 + 1),
}


async def names(admin: Engineer) -> set[str]:
    return {user.name async for user in admin.list_users()}


@pytest.mark.parametrize("code", REFUSED)
async def test_refused_face_makes_no_user(admin: Engineer, code: str) -> None:
    name = f"Nobody {secrets.token_hex(4)}"
    with pytest.raises(PlatformError) as refused:
        await admin.create_user(name, REFUSED[code]())
    assert refused.value.code == code
    assert refused.value.status is not None
    assert 400 <= refused.value.status < 500
    assert name not in await names(admin)


async def test_truncated_picture_makes_no_user(admin: Engineer) -> None:
    name = f"Nobody {secrets.token_hex(4)}"
    status, code = await refusal(admin.create_user(name, pictures.truncated()))
    assert code == "NOT_AN_IMAGE"
    assert status is not None
    assert status < 500
    assert name not in await names(admin)


async def test_refused_replacement_keeps_the_user(admin: Engineer) -> None:
    user = await admin.create_user(f"Somebody {secrets.token_hex(4)}")
    with pytest.raises(PlatformError) as refused:
        await admin.replace_face(user.id, pictures.without_a_face())
    assert refused.value.code == "NO_FACE"
    assert user.name in await names(admin)


async def test_a_photograph_does_not_pass_for_somebody_who_is_there(robot: Robot) -> None:
    challenge = await robot.begin_liveness()
    held_up = challenge.answer([portrait()] * len(challenge.steps))
    status, code = await refusal(robot.identify(portrait(), liveness=held_up))
    assert (status, code) == (409, "LIVENESS_FAILED")


@pytest.mark.parametrize("code", ["NO_FACE", "NOT_AN_IMAGE"])
async def test_question_with_a_bad_picture(robot: Robot, code: str) -> None:
    with pytest.raises(PlatformError) as refused:
        await robot.identify(REFUSED[code]())
    assert refused.value.code == code
