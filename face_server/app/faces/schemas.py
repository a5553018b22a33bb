"""Bodies of the face routes."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.faces.repository import Collection
from app.verdict import Verdict

MOST_SUBJECTS = 10_000

Image = Annotated[
    str,
    Field(
        min_length=1,
        description="A still JPEG, PNG or WebP picture in base64; a data URL is accepted.",
    ),
]
Distance = Annotated[float, Field(description="0 is the same template; compare with `threshold`.")]
Threshold = Annotated[float, Field(description="The greatest distance of a match.")]


class _Read(BaseModel):
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


class QualityRead(_Read):
    """`size` in pixels, `sharpness` relative to contrast, `brightness` 0 to 255."""

    detector_score: float
    size: float
    sharpness: float
    brightness: float


class FaceRead(_Read):
    box: BoxRead
    quality: QualityRead


class FaceEnrol(BaseModel):
    image: Image
    collection: Collection


class EnrolledRead(FaceRead):
    subject_id: UUID
    collection: Collection


class RecordRead(_Read):
    collection: str
    engine_id: str


class ErasedRead(_Read):
    """`removed` is empty when there was nothing."""

    subject_id: UUID
    removed: list[RecordRead]


class HeldRead(_Read):
    """`held` is empty when nothing is known of the subject."""

    subject_id: UUID
    held: list[RecordRead]


class FaceSearch(BaseModel):
    image: Image
    collection: Collection
    among: Annotated[
        list[UUID] | None,
        Field(
            max_length=MOST_SUBJECTS,
            description="Compare exactly with these subjects only; without it the whole "
            "collection is searched by its index.",
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
    """

    verdict: Verdict
    matches: list[MatchRead]
    nearest_distance: float | None
    margin: float | None
    threshold: Threshold
    face: FaceRead


class FaceVerify(BaseModel):
    subject_id: UUID
    image: Image
    collection: Collection = Collection.PASSENGERS


class VerifiedRead(_Read):
    match: bool
    distance: Distance
    threshold: Threshold
    face: FaceRead


class FaceDetect(BaseModel):
    image: Image


class DetectedFaceRead(FaceRead):
    """`landmarks`: the two corners of the one eye, of the other, and the base of the nose."""

    landmarks: list[PointRead]


class DetectedRead(_Read):
    """The surest first; no face is an empty list."""

    faces: list[DetectedFaceRead]
