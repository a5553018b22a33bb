"""Reading the answers of a detector of YuNet's kind: one guess per cell of three grids.

The layout is that of OpenCV's face_detection_yunet
(https://github.com/opencv/opencv/blob/4.x/modules/objdetect/src/face_detect.cpp): for each stride
`cls` and `obj`, whose geometric mean is the score, `bbox` and `kps` in units of the cell.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from app.engine.base import Box, Detection, Point

STRIDES = (8, 16, 32)
PARTS = ("cls", "obj", "bbox", "kps")
OUTPUTS = tuple(f"{part}_{stride}" for part in PARTS for stride in STRIDES)
# Two boxes that overlap by more are one face.
_OVERLAP = 0.3
# The surest guesses are looked at; a crowd has fewer.
_MOST_GUESSES = 500
_LARGEST_LOG = 10.0

Numbers = npt.NDArray[np.float64]


def read_detections(
    outputs: Mapping[str, npt.NDArray[np.float32]], columns: int, minimum_score: float
) -> list[Detection]:
    """The faces in pixels of the detector's input, `columns` wide, the surest first."""
    found: list[Detection] = []
    for stride in STRIDES:
        parts = [_table(outputs[f"{part}_{stride}"]) for part in PARTS]
        found += _read_grid(parts, stride, columns // stride, minimum_score)
    found.sort(key=lambda detection: -detection.score)
    return _without_repetitions(found[:_MOST_GUESSES])


def _read_grid(
    parts: Sequence[Numbers], stride: int, columns: int, minimum_score: float
) -> Iterator[Detection]:
    classes, objects, boxes, points = parts
    scores = np.sqrt(classes[:, 0].clip(0, 1) * objects[:, 0].clip(0, 1))
    for cell in np.flatnonzero(scores >= minimum_score):
        row, column = divmod(int(cell), columns)
        x, y, log_width, log_height = boxes[cell]
        width, height = np.exp(np.clip([log_width, log_height], None, _LARGEST_LOG)) * stride
        left = (column + x) * stride - width / 2
        top = (row + y) * stride - height / 2
        yield Detection(
            Box(float(left), float(top), float(width), float(height)),
            float(scores[cell]),
            [
                Point(float((column + across) * stride), float((row + down) * stride))
                for across, down in points[cell].reshape(5, 2)
            ],
        )


def _without_repetitions(found: Sequence[Detection]) -> list[Detection]:
    kept: list[Detection] = []
    for one in found:
        if all(_overlap(one.box, other.box) <= _OVERLAP for other in kept):
            kept.append(one)
    return kept


def _overlap(first: Box, second: Box) -> float:
    """The area in both over the area in either."""
    across = _common(first.left, first.width, second.left, second.width)
    down = _common(first.top, first.height, second.top, second.height)
    both = across * down
    either = first.width * first.height + second.width * second.height - both
    return both / either if either else 0.0


def _common(start: float, length: float, other_start: float, other_length: float) -> float:
    ends = sorted((start + length, other_start + other_length))
    return max(0.0, ends[0] - max(start, other_start))


def _table(output: npt.NDArray[np.float32]) -> Numbers:
    """Cells × numbers; what is no number says nothing."""
    table: Numbers = np.nan_to_num(output[0].astype(np.float64), posinf=0, neginf=0)
    return table
