"""A robot asks a person to move. The faces themselves are asked about in face_server's tests."""

import datetime as dt
from collections.abc import AsyncIterator, Collection
from uuid import uuid4

import pytest
from face_api import Box, Face, FaceApi, FaceSearch, FaceVerdict, LivenessExpired, Quality
from face_api import LivenessAnswer as AnswerRead
from face_api import LivenessChallenge as ChallengeRead
from face_api import LivenessStep as StepRead
from fastapi import FastAPI
from platform_client import (
    Credentials,
    Ed25519Key,
    LivenessAnswer,
    LivenessStep,
    Mode,
    Platform,
    PlatformError,
    Robot,
    Scope,
)
from service_kit.components import Component, components_of

PHOTO, TURNED, CLOSE = b"straight", b"turned", b"close"
SEEN = Face(
    box=Box(left=0, top=0, width=100, height=100),
    quality=Quality(detector_score=1, size=100, sharpness=1, brightness=128),
)


class Camera(Component):
    """In face_server's place: notes what was shown, and knows nobody."""

    name = "face"
    required = False

    def __init__(self) -> None:
        self.shown: list[tuple[str, AnswerRead | None]] = []
        self.challenge_id = uuid4().hex

    async def check(self) -> None:
        return

    async def begin_liveness(self) -> ChallengeRead:
        return ChallengeRead(
            challenge_id=self.challenge_id,
            steps=[StepRead.TURN_LEFT, StepRead.COME_CLOSER],
            expires_in=60,
        )

    async def search(
        self,
        image: str,
        *,
        collection: str,
        among: Collection[object] | None = None,
        liveness: AnswerRead | None = None,
    ) -> FaceSearch:
        if liveness and liveness.challenge_id != self.challenge_id:
            raise LivenessExpired
        self.shown.append((image, liveness))
        return FaceSearch(
            verdict=FaceVerdict.UNKNOWN,
            matches=[],
            nearest_distance=None,
            margin=None,
            threshold=0.5,
            face=SEEN,
        )


@pytest.fixture
async def camera(base_server: FastAPI) -> AsyncIterator[Camera]:
    components, camera = components_of(base_server), Camera()
    real = components.get(FaceApi)
    components.put(FaceApi, camera)
    yield camera
    components.put(FaceApi, real)


@pytest.fixture
async def robot(platform: Platform, depot: Credentials) -> Robot:
    key = Ed25519Key.generate()
    robot = await Robot.register(platform, depot, key, model_id="kiosk", model_name="Kiosk")
    await robot.set_trip("002A", dt.date(2026, 11, 21))
    return robot


def base64_of(answer: LivenessAnswer) -> AnswerRead:
    return AnswerRead.model_validate(answer.as_json())


async def test_a_robot_starts_shows_and_answers(robot: Robot, camera: Camera) -> None:
    challenge = await robot.begin_liveness()
    assert challenge.steps == [LivenessStep.TURN_LEFT, LivenessStep.COME_CLOSER]
    assert challenge.expires_in == 60
    answer = challenge.answer([TURNED, CLOSE])
    seen = await robot.identify(PHOTO, Scope.ALL, liveness=answer)
    assert seen.verdict == "UNKNOWN"
    assert camera.shown == [("c3RyYWlnaHQ=", base64_of(answer))]
    assert base64_of(answer).images == ["dHVybmVk", "Y2xvc2U="]


async def test_boarding_by_face_takes_it_along(robot: Robot, camera: Camera) -> None:
    answer = (await robot.begin_liveness()).answer([TURNED, CLOSE])
    verdict = await robot.check_face(PHOTO, Mode.BOARD, liveness=answer)
    assert (verdict.verdict, verdict.reason) == ("REFUSED", "FACE_UNKNOWN")
    assert camera.shown
    assert all(liveness == base64_of(answer) for _, liveness in camera.shown)


async def test_one_that_was_used_says_what_to_do(robot: Robot, camera: Camera) -> None:
    used = LivenessAnswer("used", [TURNED, CLOSE])
    with pytest.raises(PlatformError) as refused:
        await robot.identify(PHOTO, Scope.ALL, liveness=used)
    assert (refused.value.status, refused.value.code) == (409, "LIVENESS_EXPIRED")
    assert "Ask for a new one" in refused.value.detail
    assert camera.shown == []
