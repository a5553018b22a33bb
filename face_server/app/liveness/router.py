"""Asking a person to move, so that a photograph does not pass for them."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import ConfigDict, Field
from service_kit.callers import ServiceDep
from service_kit.components import provide
from service_kit.redis_async import RedisConnection
from service_kit.routing import feature_router
from service_kit.schemas import Schema

from app.liveness.challenges import Challenges
from app.liveness.settings import LivenessSettings
from app.liveness.steps import Step

router = feature_router("/faces", tag="faces")


class LivenessChallengeRead(Schema):
    """`steps` are to be done one after the other, each with a picture that is not mirrored; left
    and right are the person's own. The pictures go as `liveness` with the face's own picture."""

    model_config = ConfigDict(from_attributes=True)

    challenge_id: str
    steps: list[Step]
    expires_in: Annotated[int, Field(description="Seconds.")]


async def _challenges(
    redis: Annotated[RedisConnection, Depends(provide(RedisConnection))], request: Request
) -> Challenges:
    settings: LivenessSettings = request.app.state.settings.liveness
    return Challenges(redis, settings.seconds)


ChallengesDep = Annotated[Challenges, Depends(_challenges)]


@router.post("/liveness", summary="Begin a liveness challenge", status_code=201)
async def begin_liveness(challenges: ChallengesDep, _: ServiceDep) -> LivenessChallengeRead:
    """What the person should do before the camera, in an order drawn by lot."""
    return LivenessChallengeRead.model_validate(await challenges.begin())
