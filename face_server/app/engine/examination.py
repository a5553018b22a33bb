"""The jobs that workers do: from the bytes of a picture to what is asked about its faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.base import (
    AlignedFace,
    Box,
    Detection,
    Engines,
    FaceEngine,
    Point,
    Template,
    distance_between,
)
from app.engine.quality import Quality, QualityDemands, measure_quality, require_quality
from app.pictures.decoding import Picture, PictureLimits, Pixels, decode_picture
from app.refusals import PictureRefused, Reason


@dataclass(frozen=True, slots=True)
class ExaminedFace:
    """A face and its places in pixels of the upright original. `closeness` is the distance between
    the eyes over the longer side of the picture."""

    box: Box
    landmarks: Sequence[Point]
    quality: Quality
    closeness: float


@dataclass(frozen=True, slots=True)
class EncodedFace:
    """`templates` by the id of the engine that made them; the engine in use is always there.
    `presence` is what a passive model says, where there is one."""

    face: ExaminedFace
    templates: Mapping[str, Template]
    presence: float | None


def examine_faces(engines: Engines, data: bytes, limits: PictureLimits) -> list[ExaminedFace]:
    """Every face of the picture, whatever its quality, the surest first."""
    picture = decode_picture(data, limits)
    engine = engines.current
    return [
        _examined(picture, found, engine.align(picture.pixels, found))
        for found in engine.detect(picture.pixels)
    ]


def encode_only_face(
    engines: Engines, data: bytes, limits: PictureLimits, demands: QualityDemands
) -> EncodedFace:
    """Encode the one face of the picture; raise `PictureRefused` unless it is one and good."""
    picture = decode_picture(data, limits)
    engine = engines.current
    found = _only(engine.detect(picture.pixels))
    aligned = engine.align(picture.pixels, found)
    face = _examined(picture, found, aligned)
    require_quality(face.quality, demands)
    templates = {engine.engine_id: engine.encode(aligned)}
    if engines.following:
        templates |= _encode_alike(engines.following, picture.pixels)
    presence = engines.passive.score(picture.pixels, found.box) if engines.passive else None
    return EncodedFace(face, templates, presence)


def _encode_alike(following: FaceEngine, pixels: Pixels) -> dict[str, Template]:
    """The template of a second engine, where that one, too, sees exactly one face."""
    found = following.detect(pixels)
    if len(found) != 1:
        return {}
    return {following.engine_id: following.encode(following.align(pixels, found[0]))}


def _only(found: Sequence[Detection]) -> Detection:
    if not found:
        raise PictureRefused(
            Reason.NO_FACE,
            "No face was found. Look straight into the camera, come closer, and take care of "
            "even light.",
        )
    if len(found) > 1:
        raise PictureRefused(
            Reason.SEVERAL_FACES,
            f"There are {len(found)} faces in the picture. Only one person may be in it.",
        )
    return found[0]


def _examined(picture: Picture, found: Detection, aligned: AlignedFace) -> ExaminedFace:
    scale = picture.scale
    box = found.box
    return ExaminedFace(
        box=Box(box.left * scale, box.top * scale, box.width * scale, box.height * scale),
        landmarks=tuple(Point(point.x * scale, point.y * scale) for point in aligned.landmarks),
        quality=measure_quality(found, aligned),
        closeness=distance_between(*aligned.eyes) / max(picture.pixels.shape),
    )
