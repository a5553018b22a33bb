"""A second engine for tests: it sees what dlib sees and says it in numbers of its own."""

import numpy as np

from app.engine.base import AlignedFace, Detection, Template
from app.engine.dlib_engine import DlibEngine
from app.pictures.decoding import Pixels

_LUMA_LIMIT = 55


class SecondEngine(DlibEngine):
    """Half as many numbers, of twice the length; blind for dark pictures."""

    engine_id = "second"
    dimension = 64

    def detect(self, pixels: Pixels) -> list[Detection]:
        return super().detect(pixels) if pixels.mean() > _LUMA_LIMIT else []

    def encode(self, face: AlignedFace) -> Template:
        turn = np.random.default_rng(5).normal(size=(128, self.dimension))
        orthonormal, _ = np.linalg.qr(turn)
        return np.asarray(2 * super().encode(face) @ orthonormal, dtype=np.float32)
