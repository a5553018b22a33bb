"""Templates in memory, compared exactly.

The distance is Euclidean. An engine whose measure is the cosine gives templates of length one,
among which the order is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from app.engine.base import Template, Templates

_FIRST_CAPACITY = 1024
# Rows at a time: the products of a block stay in the processor's cache.
_BLOCK = 16_384
_GROUP = 64
_chance = np.random.default_rng()


@dataclass(frozen=True, slots=True)
class Neighbour:
    subject_id: UUID
    distance: float


class Gallery:
    """Subjects and their templates, in rows without gaps. What is removed is overwritten."""

    def __init__(self, dimension: int) -> None:
        self._subjects: list[UUID] = []
        self._rows: dict[UUID, int] = {}
        self._templates: Templates = np.zeros((_FIRST_CAPACITY, dimension), dtype=np.float32)
        self._squares = np.zeros(_FIRST_CAPACITY, dtype=np.float32)
        self.version = 0
        """Changes with every change."""

    def __len__(self) -> int:
        return len(self._subjects)

    def __contains__(self, subject_id: UUID) -> bool:
        return subject_id in self._rows

    @property
    def memory_bytes(self) -> int:
        return self._templates.nbytes + self._squares.nbytes

    def get(self, subject_id: UUID) -> Template | None:
        row = self._rows.get(subject_id)
        return None if row is None else self._templates[row].copy()

    def sample(self, count: int) -> Templates:
        """The templates of so many subjects, drawn by lot."""
        total = len(self)
        return self._templates[_chance.choice(total, min(count, total), replace=False)]

    def update(self, subject_ids: Iterable[UUID], found: Mapping[UUID, Template]) -> None:
        """Take over what was `found` of these subjects; the others of them are gone."""
        for subject_id in subject_ids:
            template = found.get(subject_id)
            if template is None:
                self._remove(subject_id)
            else:
                self._put(subject_id, template)
        self.version += 1

    def among(self, probe: Template, subject_ids: Iterable[UUID]) -> list[Neighbour]:
        """The enrolled ones of these subjects, nearest first."""
        rows = self._rows
        # A set of rows, because a subject may be named twice.
        chosen = list({row for one in subject_ids if (row := rows.get(one)) is not None})
        return self._measure(probe, chosen)

    def nearest(self, probe: Template, count: int) -> list[Neighbour]:
        """The `count` nearest of all, nearest first."""
        total = len(self)
        if total <= max(count, _GROUP):
            return self._measure(probe, range(total))[:count]
        return self._measure(probe, self._candidates(probe, count, total))[:count]

    def _candidates(self, probe: Template, count: int, total: int) -> Sequence[int]:
        """Rows among which the nearest are for certain.

        The least of each group of rows is found first: the `count` nearest lie in the `count`
        groups of the least minima, so only those are looked at row by row.
        """
        squares = np.empty(total, dtype=np.float32)
        for start in range(0, total, _BLOCK):
            block = slice(start, min(start + _BLOCK, total))
            part = squares[block]
            np.matmul(self._templates[block], probe, out=part)
            part *= -2
            part += self._squares[block]
        groups = np.arange(0, total, _GROUP)
        minima = np.minimum.reduceat(squares, groups)
        chosen = np.argpartition(minima, min(count, len(minima) - 1))[: count + 1]
        rows = (groups[chosen][:, None] + np.arange(_GROUP)).ravel()
        rows = rows[rows < total]
        order = np.argsort(squares[rows])[: 2 * count + 2]
        chosen_rows: list[int] = rows[order].tolist()
        return chosen_rows

    def _measure(self, probe: Template, rows: Sequence[int]) -> list[Neighbour]:
        if not len(rows):
            return []
        # Differences rather than products: near zero the products lose their last digits.
        difference = self._templates[np.asarray(rows, dtype=np.intp)] - probe
        distances = np.sqrt(np.einsum("ij,ij->i", difference, difference, dtype=np.float64))
        order: npt.NDArray[np.intp] = np.argsort(distances, kind="stable")
        subjects = self._subjects
        return [Neighbour(subjects[rows[one]], float(distances[one])) for one in order]

    def _put(self, subject_id: UUID, template: Template) -> None:
        row = self._rows.get(subject_id)
        if row is None:
            row = len(self._subjects)
            self._make_room(row + 1)
            self._subjects.append(subject_id)
            self._rows[subject_id] = row
        self._templates[row] = template
        self._squares[row] = np.dot(template, template)

    def _remove(self, subject_id: UUID) -> None:
        row = self._rows.pop(subject_id, None)
        if row is None:
            return
        last = len(self._subjects) - 1
        moved = self._subjects.pop()
        if row != last:
            self._subjects[row] = moved
            self._rows[moved] = row
            self._templates[row] = self._templates[last]
            self._squares[row] = self._squares[last]
        self._templates[last] = 0
        self._squares[last] = 0

    def _make_room(self, needed: int) -> None:
        capacity = len(self._squares)
        if needed <= capacity:
            return
        # By a quarter: doubling would waste half of the memory of a large gallery.
        larger = max(needed, capacity + max(capacity // 4, _FIRST_CAPACITY))
        templates = np.zeros((larger, self._templates.shape[1]), dtype=np.float32)
        squares = np.zeros(larger, dtype=np.float32)
        templates[:capacity] = self._templates
        squares[:capacity] = self._squares
        self._templates[:] = 0
        self._templates, self._squares = templates, squares
