"""dlib: HOG detector, five-point alignment, ResNet encoder with 128 dimensions.

The 68-point predictor that many tutorials use is left alone: its training data forbid commercial
use. Distances of this encoder are Euclidean; its authors call two faces one person below 0.6
(http://dlib.net/face_recognition.py.html).
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dlib  # type: ignore[import-untyped]
import numpy as np

from app.engine.base import (
    AlignedFace,
    Box,
    Detection,
    EngineUnavailable,
    FaceEngine,
    Measure,
    Point,
    Template,
    from_left,
    middle,
)
from app.pictures.decoding import Pixels

CHIP_SIDE = 150
CHIP_PADDING = 0.25
WEIGHTS_PACKAGE = "face_recognition_models"
PREDICTOR_FILE = "shape_predictor_5_face_landmarks.dat"
ENCODER_FILE = "dlib_face_recognition_resnet_model_v1.dat"


class DlibEngine(FaceEngine):
    """
    The detector sees faces from 80 pixels on, and half of that with each upsampling, which makes
    it four times slower. So a picture is enlarged step by step until a face is found, and never
    beyond `detection_pixels`.
    """

    engine_id = "dlib-resnet-v1"
    dimension = 128
    measure = Measure.EUCLIDEAN

    def __init__(
        self,
        *,
        minimum_score: float = 0.2,
        maximum_upsampling: int = 2,
        detection_pixels: int = 5_000_000,
    ) -> None:
        self._minimum_score = minimum_score
        self._maximum_upsampling = maximum_upsampling
        self._detection_pixels = detection_pixels
        self._detector: Any = None
        self._predictor: Any = None
        self._encoder: Any = None

    def require_model(self) -> None:
        weights_folder()
        # Unpacking it takes longer than all else that a worker does before it is ready, so it is
        # done once, and handed to each worker, those that replace a dead one included.
        self._detector = _frontal_detector()

    def load(self) -> None:
        folder = weights_folder()
        self._detector = self._detector or _frontal_detector()
        self._predictor = dlib.shape_predictor(str(folder / PREDICTOR_FILE))
        self._encoder = dlib.face_recognition_model_v1(str(folder / ENCODER_FILE))

    def detect(self, pixels: Pixels) -> list[Detection]:
        height, width, _ = pixels.shape
        for upsampling in range(self._maximum_upsampling + 1):
            if upsampling and height * width * 4**upsampling > self._detection_pixels:
                break
            # HOG takes a pattern for a face now and then; those have scores around zero.
            boxes, scores, _ = self._detector.run(pixels, upsampling, self._minimum_score)
            if len(boxes):
                found = [
                    Detection(_box(box), score) for box, score in zip(boxes, scores, strict=True)
                ]
                return sorted(found, key=lambda detection: -detection.score)
        return []

    def align(self, pixels: Pixels, detection: Detection) -> AlignedFace:
        shape = self._predictor(pixels, _rectangle(detection.box))
        points = tuple(Point(part.x, part.y) for part in shape.parts())
        chip = dlib.get_face_chip(pixels, shape, size=CHIP_SIDE, padding=CHIP_PADDING)
        return AlignedFace(
            landmarks=points,
            # Two corners of the one eye, two of the other, and the base of the nose.
            eyes=from_left(middle(points[0], points[1]), middle(points[2], points[3])),
            nose=points[4],
            chip=np.asarray(chip, dtype=np.uint8),
        )

    def encode(self, face: AlignedFace) -> Template:
        return np.array(self._encoder.compute_face_descriptor(face.chip), dtype=np.float32)


@cache
def _frontal_detector() -> Any:
    return dlib.get_frontal_face_detector()


def weights_folder() -> Path:
    """Where the weights lie.

    The package that carries them is found but never imported: importing it needs `pkg_resources`,
    which current setuptools no longer has.
    """
    spec = find_spec(WEIGHTS_PACKAGE)
    for location in (spec and spec.submodule_search_locations) or ():
        folder = Path(location) / "models"
        if (folder / PREDICTOR_FILE).is_file() and (folder / ENCODER_FILE).is_file():
            return folder
    raise EngineUnavailable(
        f"The weights of the face engine are missing. Install the package {WEIGHTS_PACKAGE}."
    )


def _box(rectangle: Any) -> Box:
    return Box(rectangle.left(), rectangle.top(), rectangle.width(), rectangle.height())


def _rectangle(box: Box) -> Any:
    left, top = round(box.left), round(box.top)
    return dlib.rectangle(left, top, left + round(box.width) - 1, top + round(box.height) - 1)
