"""How far a found face can be trusted, and what would make it better."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.engine.base import AlignedFace, Detection
from app.engine.pose import Pose, measure_pose
from app.refusals import PictureRefused, Reason

_LUMA = np.array([0.299, 0.587, 0.114])
_BURNT_OUT = 235
# The aligned picture shows hair and background at its border; light is judged on the face alone.
_BORDER = 6

Luma = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of one face.

    `size` is the narrower side of its box in pixels of the picture that was worked on.
    `sharpness` is the variance of the Laplacian over the variance of the brightness, in
    thousandths, on the aligned face: without the division a dark picture would pass for a blurred
    one. `brightness` is the mean, 0 to 255; `overexposed` the share of burnt-out pixels;
    `evenness` the brightness of the darker half of the face over that of the brighter, 0 to 1.
    """

    detector_score: float
    size: float
    sharpness: float
    brightness: float
    overexposed: float
    evenness: float
    pose: Pose


@dataclass(frozen=True, slots=True)
class QualityDemands:
    """In the units of `Quality` and `Pose`."""

    minimum_score: float
    minimum_size: float
    minimum_sharpness: float
    minimum_brightness: float
    maximum_overexposed: float
    minimum_evenness: float
    maximum_yaw: float
    maximum_roll: float


@dataclass(frozen=True, slots=True)
class Issue:
    """`hint` tells the person in front of the camera what to do."""

    code: Reason
    hint: str


def measure_quality(detection: Detection, face: AlignedFace) -> Quality:
    luma = face.chip.astype(np.float64) @ _LUMA
    border = luma.shape[0] // _BORDER
    inner = luma[border:-border, border:-border]
    return Quality(
        detector_score=detection.score,
        size=min(detection.box.width, detection.box.height),
        sharpness=_sharpness(luma),
        brightness=float(inner.mean()),
        overexposed=float((inner > _BURNT_OUT).mean()),
        evenness=_evenness(inner),
        pose=measure_pose(face),
    )


def require_quality(quality: Quality, demands: QualityDemands) -> None:
    """Raise `PictureRefused` for the first thing that is wrong with the face."""
    for issue in find_issues(quality, demands):
        raise PictureRefused(issue.code, issue.hint)


def find_issues(quality: Quality, demands: QualityDemands) -> Iterator[Issue]:
    """What is wrong with the face, what a person should mend first coming first."""
    if quality.size < demands.minimum_size:
        yield Issue(
            Reason.FACE_TOO_SMALL,
            f"The face is {quality.size:.0f} pixels wide and needs {demands.minimum_size:.0f}. "
            "Come closer to the camera or send a larger picture.",
        )
    if quality.brightness < demands.minimum_brightness:
        yield Issue(
            Reason.FACE_TOO_DARK, "The face is too dark. Turn towards the light or switch one on."
        )
    if quality.overexposed > demands.maximum_overexposed:
        yield Issue(
            Reason.FACE_TOO_BRIGHT,
            "The face is too bright. Step out of the direct light or cover the lamp.",
        )
    if quality.evenness < demands.minimum_evenness:
        yield Issue(
            Reason.FACE_UNEVENLY_LIT,
            "One side of the face is in the dark. Turn until the light falls on both sides.",
        )
    if _is_turned_away(quality.pose, demands):
        yield Issue(
            Reason.FACE_TURNED_AWAY,
            "The face is turned away. Look straight into the camera and hold the head upright.",
        )
    if quality.sharpness < demands.minimum_sharpness:
        yield Issue(
            Reason.FACE_TOO_BLURRED,
            "The face is blurred. Hold still, clean the lens, and take the picture again.",
        )
    if quality.detector_score < demands.minimum_score:
        yield Issue(
            Reason.FACE_UNCLEAR,
            "The face is hard to make out. Uncover it and look straight into the camera.",
        )


def _is_turned_away(pose: Pose, demands: QualityDemands) -> bool:
    return abs(pose.yaw) > demands.maximum_yaw or abs(pose.roll) > demands.maximum_roll


def _evenness(luma: Luma) -> float:
    half = luma.shape[1] // 2
    sides = sorted((float(luma[:, :half].mean()), float(luma[:, half:].mean())))
    return sides[0] / sides[1] if sides[1] else 1.0


def _sharpness(luma: Luma) -> float:
    centre = luma[1:-1, 1:-1]
    neighbours = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    contrast = float(luma.var())
    return 1000 * float((neighbours - 4 * centre).var()) / contrast if contrast else 0.0
