"""Asking a person to move before the camera, so that a photograph does not pass for them."""

from http import HTTPStatus

from base_api import PassengerDep, RobotDep
from face_api import LivenessChallenge
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.routing import feature_router

from app.users.dependencies import FaceApiDep

router = feature_router("", tag="liveness")


@router.post(
    "/robot/liveness",
    summary="Begin a liveness challenge",
    status_code=HTTPStatus.CREATED,
    responses=problems(PeerUnavailable),
)
async def begin_liveness_at_robot(face_api: FaceApiDep, _: RobotDep) -> LivenessChallenge:
    """What the person before the robot should do; the pictures go with the check as `liveness`."""
    return await face_api.begin_liveness()


@router.post(
    "/users/me/liveness",
    summary="Begin a liveness challenge of mine",
    status_code=HTTPStatus.CREATED,
    responses=problems(PeerUnavailable),
)
async def begin_my_liveness(face_api: FaceApiDep, _: PassengerDep) -> LivenessChallenge:
    """What I should do before the camera; the pictures go with my face as `liveness`."""
    return await face_api.begin_liveness()
