"""How far a found face can be trusted."""

from dataclasses import dataclass

import numpy as np

from app.engine.base import AlignedFace, Detection
from app.refusals import PictureRefused, Reason

_LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of one face.

    `size` is the narrower side of its box in pixels of the picture that was worked on.
    `sharpness` is the variance of the Laplacian over the variance of the brightness, in
    thousandths, on the aligned face: without the division a dark picture would pass for a blurred
    one. `brightness` is the mean, 0 to 255.
    """

    detector_score: float
    size: float
    sharpness: float
    brightness: float


@dataclass(frozen=True, slots=True)
class QualityDemands:
    minimum_size: float
    minimum_sharpness: float


def measure_quality(detection: Detection, face: AlignedFace) -> Quality:
    luma = face.chip.astype(np.float64) @ _LUMA
    return Quality(
        detector_score=detection.score,
        size=min(detection.box.width, detection.box.height),
        sharpness=_sharpness(luma),
        brightness=float(luma.mean()),
    )


def require_quality(quality: Quality, demands: QualityDemands) -> None:
    """Raise `PictureRefused` when the face is too small or too blurred."""
    if quality.size < demands.minimum_size:
        raise PictureRefused(
            Reason.FACE_TOO_SMALL,
            f"The face is {quality.size:.0f} pixels wide and needs {demands.minimum_size:.0f}. "
            "Come closer to the camera or send a larger picture.",
        )
    if quality.sharpness < demands.minimum_sharpness:
        raise PictureRefused(
            Reason.FACE_TOO_BLURRED,
            "The face is blurred. Hold still, clean the lens, and take the picture again.",
        )


def _sharpness(luma: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    centre = luma[1:-1, 1:-1]
    neighbours = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    contrast = float(luma.var())
    return 1000 * float((neighbours - 4 * centre).var()) / contrast if contrast else 0.0
