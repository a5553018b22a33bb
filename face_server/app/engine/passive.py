"""A model of the operator's that tells a face from a picture of a face."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from app.engine.base import Box, EngineUnavailable, PassiveModel
from app.engine.onnx_session import as_batch, input_name, input_size, open_session
from app.pictures.decoding import Pixels

_USUAL_SIDE = 80


@dataclass(frozen=True, slots=True)
class OnnxPassiveFile:
    """A classifier of a square around the face, `surroundings` times as wide as its box, in BGR.

    The defaults are those of Silent-Face-Anti-Spoofing (MiniFASNet at 2.7, where class 1 is real).
    """

    model: Path
    surroundings: float = 2.7
    live_class: int = 1


class OnnxPassive(PassiveModel):
    def __init__(self, file: OnnxPassiveFile) -> None:
        self._file = file
        self._session: Any = None

    def require_model(self) -> None:
        if not self._file.model.is_file():
            raise EngineUnavailable(f"The passive model {self._file.model} is missing.")

    def load(self) -> None:
        self._session = open_session(self._file.model)

    def score(self, pixels: Pixels, box: Box) -> float:
        rows, columns = input_size(self._session, _USUAL_SIDE)
        half = max(box.width, box.height) * self._file.surroundings / 2
        x, y = box.left + box.width / 2, box.top + box.height / 2
        # What lies beyond the picture is black.
        square = Image.fromarray(pixels).transform(
            (columns, rows),
            Image.Transform.EXTENT,
            (x - half, y - half, x + half, y + half),
            Image.Resampling.BILINEAR,
        )
        batch = as_batch(np.array(square)[..., ::-1])
        (answer,) = self._session.run(None, {input_name(self._session): batch})
        weights = np.exp(answer.ravel() - answer.max())
        return float(weights[self._file.live_class] / weights.sum())
