"""Turning a face upright by five points, as encoders of the ArcFace kind were trained with.

The places of the points are those of InsightFace, which OpenCV's SFace takes over:
https://github.com/deepinsight/insightface/blob/master/python-package/insightface/utils/face_align.py
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from app.engine.base import Point
from app.pictures.decoding import Pixels

_SIDE = 112
# The two eyes, the tip of the nose and the corners of the mouth, left in the picture first.
PLACES = (
    Point(38.2946, 51.6963),
    Point(73.5318, 51.5014),
    Point(56.0252, 71.7366),
    Point(41.5493, 92.3655),
    Point(70.7299, 92.2041),
)


def cut_out(pixels: Pixels, points: Sequence[Point], side: int) -> Pixels:
    """The face in a square of `side` pixels, moved, turned and scaled so that `points` come to lie
    on `PLACES` as nearly as can be; black when the points say nothing."""
    # Points as complex numbers: turning and scaling is one multiplication.
    given = _complex(points)
    wanted = _complex(PLACES) * side / _SIDE
    given_middle, wanted_middle = given.mean(), wanted.mean()
    spread = float((np.abs(given - given_middle) ** 2).sum())
    turn = ((given - given_middle).conj() * (wanted - wanted_middle)).sum()
    if not spread or not abs(turn):
        return np.zeros((side, side, 3), dtype=np.uint8)
    # Pillow asks where in the picture each pixel of the square comes from.
    back = spread / turn
    start = given_middle - back * wanted_middle
    # Its pixels have their centres at halves, those of the points lie on whole numbers.
    start += (0.5 + 0.5j) * (1 - back)
    data = (back.real, -back.imag, start.real, back.imag, back.real, start.imag)
    square = Image.fromarray(pixels).transform(
        (side, side), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR
    )
    return np.array(square)


def _complex(points: Sequence[Point]) -> np.ndarray[tuple[int], np.dtype[np.complex128]]:
    return np.array([complex(one.x, one.y) for one in points])
