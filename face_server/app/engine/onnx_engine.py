"""ONNX: a detector of YuNet's kind and an encoder of ArcFace's, whose files the operator names."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.engine.alignment import cut_out
from app.engine.anchor_free import OUTPUTS, read_detections
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
)
from app.engine.onnx_session import as_batch, input_name, input_size, open_session
from app.pictures.decoding import Pixels

# Of models that take any size.
_USUAL_SIDE = 640
_USUAL_CHIP = 112


class Channels(StrEnum):
    RGB = "RGB"
    BGR = "BGR"


@dataclass(frozen=True, slots=True)
class OnnxModels:
    """The two files, and how the encoder wants its pixels: (value - `mean`) / `divisor`.

    The defaults are those of OpenCV's SFace. InsightFace's encoders take mean and divisor 127.5
    and 512 numbers.
    """

    detector: Path
    encoder: Path
    dimension: int = 128
    measure: Measure = Measure.COSINE
    channels: Channels = Channels.RGB
    mean: float = 0.0
    divisor: float = 1.0
    minimum_score: float = 0.7


class OnnxEngine(FaceEngine):
    """Its id is made of the contents of the files: other weights are another engine."""

    def __init__(self, models: OnnxModels) -> None:
        self._models = models
        self.engine_id = _engine_id(models)
        self.dimension = models.dimension
        self.measure = models.measure
        self._detector: Any = None
        self._encoder: Any = None

    def require_model(self) -> None:
        for file in (self._models.detector, self._models.encoder):
            if not file.is_file():
                raise EngineUnavailable(f"The model {file} of the face engine is missing.")

    def load(self) -> None:
        self._detector = open_session(self._models.detector)
        self._encoder = open_session(self._models.encoder)
        missing = set(OUTPUTS) - {one.name for one in self._detector.get_outputs()}
        if missing:
            raise EngineUnavailable(
                f"The detector {self._models.detector} is not of YuNet's kind: it has no output "
                f"{min(missing)}."
            )
        dimension = self._run_encoder(np.zeros((*[self._chip_side()] * 2, 3), np.uint8)).size
        if dimension != self.dimension:
            raise EngineUnavailable(
                f"The encoder {self._models.encoder} gives {dimension} numbers, the settings say "
                f"{self.dimension}. Set DIMENSION of the engine to {dimension}."
            )

    def detect(self, pixels: Pixels) -> list[Detection]:
        rows, columns = input_size(self._detector, _USUAL_SIDE)
        height, width, _ = pixels.shape
        # Never enlarged: detectors of this kind find faces of ten pixels.
        scale = max(height / rows, width / columns, 1.0)
        answers = self._detector.run(
            OUTPUTS,
            # BGR, as this kind of detector was trained.
            {
                input_name(self._detector): as_batch(
                    _fitted(pixels, scale, rows, columns)[..., ::-1]
                )
            },
        )
        outputs = dict(zip(OUTPUTS, answers, strict=True))
        found = read_detections(outputs, columns, self._models.minimum_score)
        return [_enlarged(one, scale) for one in found]

    def align(self, pixels: Pixels, detection: Detection) -> AlignedFace:
        points = _left_first(detection.landmarks)
        return AlignedFace(
            landmarks=points,
            eyes=(points[0], points[1]),
            nose=points[2],
            chip=cut_out(pixels, points, self._chip_side()),
        )

    def encode(self, face: AlignedFace) -> Template:
        template = self._run_encoder(face.chip)
        length = np.linalg.norm(template)
        if self.measure is Measure.COSINE and length:
            template = template / length
        return template

    def _run_encoder(self, chip: Pixels) -> Template:
        models = self._models
        ordered = chip[..., ::-1] if models.channels is Channels.BGR else chip
        values = (as_batch(ordered) - np.float32(models.mean)) / np.float32(models.divisor)
        (answer,) = self._encoder.run(
            [self._encoder.get_outputs()[0].name], {input_name(self._encoder): values}
        )
        return np.asarray(answer, dtype=np.float32).ravel()

    def _chip_side(self) -> int:
        return input_size(self._encoder, _USUAL_CHIP)[0]


def _engine_id(models: OnnxModels) -> str:
    digest = hashlib.sha256()
    for file in (models.detector, models.encoder):
        digest.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"")
    how = (models.measure, models.channels, models.mean, models.divisor)
    digest.update("|".join(map(str, how)).encode())
    return f"onnx-{digest.hexdigest()[:12]}"


def _fitted(pixels: Pixels, scale: float, rows: int, columns: int) -> Pixels:
    """The picture scaled down, in the upper left corner of the detector's input."""
    height, width, _ = pixels.shape
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    fitted = np.zeros((rows, columns, 3), dtype=np.uint8)
    small = pixels
    if scale > 1:
        small = np.array(Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR))
    fitted[: small.shape[0], : small.shape[1]] = small
    return fitted


def _enlarged(found: Detection, scale: float) -> Detection:
    box = found.box
    return Detection(
        Box(box.left * scale, box.top * scale, box.width * scale, box.height * scale),
        found.score,
        [Point(one.x * scale, one.y * scale) for one in found.landmarks],
    )


def _left_first(points: Sequence[Point]) -> list[Point]:
    """Eyes, nose, mouth, with the left one in the picture first, as encoders expect them."""
    return [*from_left(points[0], points[1]), points[2], *from_left(points[3], points[4])]
