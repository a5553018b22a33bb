"""Templates rounded to a byte a number: a quarter of the memory to read, and a bound on the error.

A search among very many is as fast as memory is read. So a first pass reads the rounded templates,
and only those rows are measured exactly that could, by the bound, be among the nearest.
"""

import numpy as np
import numpy.typing as npt
import simsimd

from app.engine.base import Template, Templates

_MOST = 127
# Rows at a time: the products of a block stay in the processor's cache.
_BLOCK = 16_384
_GROUP = 64
# What single precision itself may be off by, as a share of the numbers added up.
_SLACK = 1e-5

Squares = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


class RoundedTemplates:
    """Row by row the templates of a gallery, each divided by a scale of its own."""

    def __init__(self, capacity: int, dimension: int) -> None:
        self._codes = np.zeros((capacity, dimension), dtype=np.int8)
        self._scales = np.zeros(capacity, dtype=np.float32)
        self._squares = np.zeros(capacity, dtype=np.float32)
        # The greatest ever seen; they only make the bound wider.
        self._greatest_error = 0.0
        self._greatest_length = 0.0

    @property
    def nbytes(self) -> int:
        return self._codes.nbytes + self._scales.nbytes + self._squares.nbytes

    def put(self, rows: Rows, templates: Templates) -> None:
        scales, codes = _round(templates)
        self._codes[rows], self._scales[rows] = codes, scales
        squares = np.einsum("ij,ij->i", templates, templates)
        self._squares[rows] = squares
        errors = templates - codes * scales[:, None]
        self._greatest_error = max(self._greatest_error, _greatest_norm(errors))
        self._greatest_length = max(self._greatest_length, float(np.sqrt(squares.max())))

    def move(self, source: int, target: int) -> None:
        self._codes[target] = self._codes[source]
        self._scales[target], self._squares[target] = self._scales[source], self._squares[source]

    def clear(self, rows: slice) -> None:
        self._codes[rows] = 0
        self._scales[rows] = 0
        self._squares[rows] = 0

    def enlarged(self, capacity: int) -> "RoundedTemplates":
        """A copy with more room; what was held here is overwritten."""
        larger = RoundedTemplates(capacity, self._codes.shape[1])
        held = slice(0, len(self._scales))
        larger._codes[held], larger._scales[held] = self._codes, self._scales
        larger._squares[held] = self._squares
        larger._greatest_error = self._greatest_error
        larger._greatest_length = self._greatest_length
        self.clear(held)
        return larger

    def candidates(self, probe: Template, count: int, total: int) -> Rows:
        """Rows of the first `total` among which the `count` nearest are for certain.

        With an error of at most `bound`, `count` rows lie within `limit + bound` in truth, and
        whoever seems farther than that by more than `bound` is not among the nearest.
        """
        squares, bound = self._measure(probe, total)
        # The least of each group first: there are far fewer of them to put in order.
        starts = np.arange(0, total, _GROUP)
        least = np.minimum.reduceat(squares, starts)
        place = min(count, len(least)) - 1
        limit = np.partition(least, place)[place] if count <= len(least) else squares.max()
        near = starts[least <= limit + 2 * bound]
        rows = (near[:, None] + np.arange(_GROUP)).ravel()
        rows = rows[rows < total]
        return np.asarray(rows[squares[rows] <= limit + 2 * bound], dtype=np.intp)

    def _measure(self, probe: Template, total: int) -> tuple[Squares, float]:
        """About the squared distances, less the square of the probe; by how much they may err."""
        scale, code = _round(probe[None])
        factor = np.float32(-2 * scale[0])
        squares = np.empty(total, dtype=np.float32)
        for start in range(0, total, _BLOCK):
            block = slice(start, min(start + _BLOCK, total))
            # Not `out=`: with it the library returns None without counting the reference, and
            # Python dies once None has been given up more often than it was taken.
            products = simsimd.cdist(code, self._codes[block], "dot", out_dtype="float32")
            part = squares[block]
            np.multiply(np.asarray(products)[0], self._scales[block], out=part)
            part *= factor
            part += self._squares[block]
        return squares, self._bound(probe, probe - code[0] * scale[0])

    def _bound(self, probe: Template, error: Template) -> float:
        """x·p - x̂·p̂ = (x - x̂)·p + x̂·(p - p̂), and each product at most that of the lengths."""
        length, off = float(np.linalg.norm(probe)), float(np.linalg.norm(error))
        rounded_length = self._greatest_length + self._greatest_error
        slack = _SLACK * (self._greatest_length + length) ** 2
        return 2 * (self._greatest_error * length + rounded_length * off) + slack


def _round(templates: Templates) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int8]]:
    greatest = np.abs(templates).max(axis=1)
    scales = np.where(greatest > 0, greatest / _MOST, 1).astype(np.float32)
    return scales, np.rint(templates / scales[:, None]).astype(np.int8)


def _greatest_norm(rows: Templates) -> float:
    return float(np.sqrt(np.einsum("ij,ij->i", rows, rows).max()))
