from enum import StrEnum
from typing import Annotated

from face_api import FaceVerdict, LivenessAnswer
from pydantic import Field
from service_kit.schemas import Schema

from app.fields import Picture
from app.robots.schemas import PassengerRead


class Scope(StrEnum):
    """Among whom to look: the passengers of the robot's run, or everybody."""

    TRAIN_RUN = "TRAIN_RUN"
    ALL = "ALL"


class IdentifyRequest(Schema):
    face: Picture
    liveness: LivenessAnswer | None = None
    scope: Scope = Scope.TRAIN_RUN


class Identification(Schema):
    """`user` is null unless the verdict is `MATCH`. `confidence` is 1 for the same picture and 0 at
    the limit beyond which two faces count as two people."""

    verdict: FaceVerdict
    confidence: Annotated[float | None, Field(ge=0, le=1)]
    user: PassengerRead | None
