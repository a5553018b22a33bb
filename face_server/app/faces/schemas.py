"""Bodies of the face routes."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from service_kit.schemas import Schema

from app.faces.frames import Frames
from app.faces.presence import Moves
from app.faces.service import Pictures
from app.liveness.steps import Step
from app.refusals import Reason
from app.templates.index import Collection
from app.verdict import Verdict

MOST_SUBJECTS = 10_000
MOST_FRAMES = 5

Image = Annotated[
    str,
    Field(
        min_length=1,
        description="A still JPEG, PNG or WebP picture in base64; a data URL is accepted.",
    ),
]
Distance = Annotated[float, Field(description="0 is the same template; compare with `threshold`.")]
Threshold = Annotated[float, Field(description="The greatest distance of a match.")]
EngineId = Annotated[
    str, Field(description="Who answered; distances of two engines cannot be compared.")
]


class _Read(Schema):
    model_config = ConfigDict(from_attributes=True)


class BoxRead(_Read):
    """Pixels from the upper left corner of the upright picture; may reach over its border."""

    left: float
    top: float
    width: float
    height: float


class PointRead(_Read):
    x: float
    y: float


class PoseRead(_Read):
    """`yaw`: how far the nose lies off the middle, in distances between the eyes; 0.2 is about 30
    degrees, positive towards the right border. `roll` in degrees, positive clockwise."""

    yaw: float
    roll: float


class QualityRead(_Read):
    """`size` in pixels, `sharpness` relative to contrast, `brightness` 0 to 255, `overexposed` the
    share of burnt-out pixels, `evenness` the darker half's brightness over the brighter half's."""

    detector_score: float
    size: float
    sharpness: float
    brightness: float
    overexposed: float
    evenness: float
    pose: PoseRead


class FaceRead(_Read):
    box: BoxRead
    quality: QualityRead


class LivenessAnswer(Schema):
    """A picture for each step of a challenge, in its order. `image` shows the same person before,
    looking straight ahead."""

    challenge_id: Annotated[str, Field(min_length=1, max_length=64)]
    images: Annotated[list[Image], Field(min_length=1, max_length=len(Step))]


class _Question(Schema):
    """One picture, or several frames of one moment, which are judged as one."""

    image: Image | None = None
    images: Annotated[
        list[Image] | None,
        Field(
            min_length=1,
            max_length=MOST_FRAMES,
            description="Frames of the same person, instead of `image`. Those that cannot be used "
            "are left out; the others are averaged and then vote.",
        ),
    ] = None
    liveness: LivenessAnswer | None = None

    @model_validator(mode="after")
    def _require_one_form(self) -> Self:
        if (self.image is None) == (self.images is None):
            raise ValueError("send either image or images")
        return self

    @property
    def pictures(self) -> Pictures:
        answer = self.liveness
        moves = Moves(answer.challenge_id, answer.images) if answer else None
        return Pictures(self.images or [self.image or ""], moves)


class FramesRead(_Read):
    """`used`: how many frames counted. `refused`: the codes of those that were left out."""

    used: int
    refused: list[Reason]

    @classmethod
    def of(cls, frames: Frames) -> Self:
        return cls(used=len(frames.single), refused=list(frames.refused))


class FaceEnrol(_Question):
    collection: Collection
    consent: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="Under what the caller keeps the subject's consent, such as an id.",
        ),
    ]


class EnrolledRead(FaceRead):
    subject_id: UUID
    collection: Collection
    consent: str
    frames: FramesRead


class RecordRead(_Read):
    collection: str
    engine_id: str
    records: int


class ErasedRead(_Read):
    """The receipt. `removed` is what was there, and is empty when there was nothing.

    The subject's keys are destroyed: what older files or backups of the store still hold cannot be
    read. Memory is cleared and the file that held the key written anew within the given seconds.
    """

    subject_id: UUID
    erased_at: datetime
    removed: list[RecordRead]
    memory_cleared_within_seconds: float
    keys_overwritten_within_seconds: float


class HeldRead(_Read):
    """`held` is empty when nothing is known of the subject."""

    subject_id: UUID
    held: list[RecordRead]


class FaceSearch(_Question):
    collection: Collection
    among: Annotated[
        list[UUID] | None,
        Field(
            max_length=MOST_SUBJECTS,
            description="Compare with these subjects only; without it with the whole collection.",
        ),
    ] = None
    limit: Annotated[int, Field(ge=1, le=50, description="The most matches to list.")] = 5


class MatchRead(_Read):
    """`confidence` is 1 for the same template and falls to 0 at `threshold`."""

    subject_id: UUID
    distance: Distance
    confidence: Annotated[float, Field(ge=0, le=1)]


class SearchRead(_Read):
    """`AMBIGUOUS`: the two nearest are too much alike to tell which of them it is.

    `matches` are those within `threshold`, nearest first. `nearest_distance` and `margin` (that of
    the runner-up less that of the nearest) look at everybody compared, and are null without them.
    `votes`: how many of the frames, each by itself, are nearest to the first match.
    """

    verdict: Verdict
    matches: list[MatchRead]
    nearest_distance: float | None
    margin: float | None
    votes: int
    threshold: Threshold
    engine_id: EngineId
    face: FaceRead
    frames: FramesRead


class FaceVerify(_Question):
    subject_id: UUID
    collection: Collection = Collection.PASSENGERS


class VerifiedRead(_Read):
    match: bool
    distance: Distance
    threshold: Threshold
    engine_id: EngineId
    face: FaceRead
    frames: FramesRead


class FaceDetect(Schema):
    image: Image


class IssueRead(_Read):
    """`hint` is a sentence for the person in front of the camera."""

    code: Reason
    hint: str


class DetectedFaceRead(FaceRead):
    """`landmarks` are five points in the order of the engine: two at each eye and the nose's base,
    or the eyes, the nose and the corners of the mouth. `issues`: what would keep this face from
    being enrolled, what to mend first coming first."""

    landmarks: list[PointRead]
    issues: list[IssueRead]


class DetectedRead(_Read):
    """The surest first; no face is an empty list."""

    faces: list[DetectedFaceRead]
