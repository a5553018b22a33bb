"""What face_server answers, as far as its callers read it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema


class FaceCollection(StrEnum):
    PASSENGERS = "passengers"
    WATCHLIST = "watchlist"


class FaceVerdict(StrEnum):
    """`AMBIGUOUS`: the two nearest are too much alike to tell which of them it is."""

    MATCH = "MATCH"
    UNKNOWN = "UNKNOWN"
    AMBIGUOUS = "AMBIGUOUS"


class Box(Schema):
    """Pixels from the upper left corner of the upright picture; may reach over its border."""

    left: float
    top: float
    width: float
    height: float


class Pose(Schema):
    """`yaw` in distances between the eyes, 0.2 being about 30 degrees; `roll` in degrees."""

    yaw: float
    roll: float


class Point(Schema):
    x: float
    y: float


class Quality(Schema):
    """`size` in pixels, `sharpness` relative to contrast, `brightness` 0 to 255."""

    detector_score: float
    size: float
    sharpness: float
    brightness: float
    pose: Pose | None = None


class Face(Schema):
    box: Box
    quality: Quality


class EnrolledFace(Face):
    subject_id: UUID


class Issue(Schema):
    """What would keep a face from being enrolled; `hint` is a sentence for the person."""

    code: str
    hint: str


class DetectedFace(Face):
    landmarks: list[Point]
    issues: list[Issue]


class DetectedFaces(Schema):
    faces: list[DetectedFace]


class FaceRecord(Schema):
    """Where templates are, or were."""

    collection: str
    engine_id: str
    records: int = 1


class ErasedFace(Schema):
    """The receipt. `removed` is empty when there was nothing."""

    subject_id: UUID
    erased_at: datetime
    removed: list[FaceRecord]
    memory_cleared_within_seconds: float
    keys_overwritten_within_seconds: float


class HeldFaces(Schema):
    subject_id: UUID
    held: list[FaceRecord]


class LivenessStep(StrEnum):
    """Left and right are the person's own; the pictures must not be mirrored."""

    TURN_LEFT = "TURN_LEFT"
    TURN_RIGHT = "TURN_RIGHT"
    COME_CLOSER = "COME_CLOSER"


class LivenessChallenge(Schema):
    """What the person should do before the camera, one step after the other. `expires_in` is in
    seconds."""

    challenge_id: str
    steps: list[LivenessStep]
    expires_in: int


class LivenessAnswer(Schema):
    """A picture for each step of a challenge, in its order. The face's own picture shows the person
    before, looking straight ahead."""

    challenge_id: Annotated[str, Field(min_length=1, max_length=64)]
    images: Annotated[
        list[Annotated[str, Field(min_length=1)]],
        Field(min_length=1, max_length=len(LivenessStep)),
    ]


class FaceMatch(Schema):
    """`confidence` is 1 for the same picture and falls to 0 at the threshold of a match."""

    subject_id: UUID
    distance: float
    confidence: float


class FaceSearch(Schema):
    """`matches` are those within `threshold`, nearest first. With `MATCH` it is the first."""

    verdict: FaceVerdict
    matches: list[FaceMatch]
    nearest_distance: float | None
    margin: float | None
    threshold: float
    face: Face


class FaceVerification(Schema):
    match: bool
    distance: float
    threshold: float
    face: Face
