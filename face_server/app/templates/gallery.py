"""Templates in memory, compared exactly.

The distance is Euclidean. An engine whose measure is the cosine gives templates of length one,
among which the order is the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from app.engine.base import Template, Templates
from app.templates.rounded import RoundedTemplates

_FIRST_CAPACITY = 1024
# Below it the exact distances take less time than finding candidates.
_FEW = 2_000
_PIECE = 50_000
_chance = np.random.default_rng()


@dataclass(frozen=True, slots=True)
class Neighbour:
    subject_id: UUID
    distance: float


class Gallery:
    """Subjects and their templates, in rows without gaps. What is removed is overwritten."""

    def __init__(self, dimension: int) -> None:
        self._subjects: list[UUID] = []
        # By the number that the id is: that of `UUID` itself is computed in Python each time.
        self._rows: dict[int, int] = {}
        self._templates: Templates = np.zeros((_FIRST_CAPACITY, dimension), dtype=np.float32)
        self._rounded = RoundedTemplates(_FIRST_CAPACITY, dimension)
        self.version = 0
        """Changes with every change."""

    def __len__(self) -> int:
        return len(self._subjects)

    def __contains__(self, subject_id: UUID) -> bool:
        return subject_id.int in self._rows

    @property
    def subjects(self) -> list[UUID]:
        return self._subjects.copy()

    @property
    def memory_bytes(self) -> int:
        return self._templates.nbytes + self._rounded.nbytes

    def get(self, subject_id: UUID) -> Template | None:
        row = self._rows.get(subject_id.int)
        return None if row is None else self._templates[row].copy()

    def sample(self, count: int) -> Templates:
        """The templates of so many subjects, drawn by lot."""
        total = len(self)
        return self._templates[_chance.choice(total, min(count, total), replace=False)]

    def update(self, subject_ids: Collection[UUID], found: Mapping[UUID, Template]) -> None:
        """Take over what was `found` of these subjects; the others of them are gone."""
        for subject_id in subject_ids:
            if subject_id not in found:
                self._remove(subject_id)
        self._put({one: found[one] for one in subject_ids if one in found})
        self.version += 1

    def among(
        self, probe: Template, subject_ids: Iterable[UUID], count: int | None = None
    ) -> list[Neighbour]:
        """The `count` nearest of these subjects, or all who are enrolled, nearest first."""
        rows = self._rows
        # A set of rows, because a subject may be named twice.
        chosen = list({row for one in subject_ids if (row := rows.get(one.int)) is not None})
        return self._measure(probe, chosen, count)

    def nearest(self, probe: Template, count: int) -> list[Neighbour]:
        """The `count` nearest of all, nearest first."""
        total = len(self)
        if total <= max(count, _FEW):
            return self._measure(probe, range(total), count)
        candidates: list[int] = self._rounded.candidates(probe, count, total).tolist()
        return self._measure(probe, candidates, count)

    def nearest_by_loop(self, probe: Template) -> float:
        """The distance of the nearest, looked for without any shortcut."""
        least = np.inf
        for start in range(0, len(self), _PIECE):
            difference = self._templates[start : min(start + _PIECE, len(self))] - probe
            squares = np.einsum("ij,ij->i", difference, difference, dtype=np.float64)
            least = min(least, float(squares.min()))
        return float(np.sqrt(least))

    def _measure(self, probe: Template, rows: Sequence[int], count: int | None) -> list[Neighbour]:
        if not len(rows):
            return []
        # Differences rather than products: near zero the products lose their last digits.
        difference = self._templates[np.asarray(rows, dtype=np.intp)]
        # In place: a second megabyte would be asked of the system, and given back, each time.
        difference -= probe
        distances = np.sqrt(np.einsum("ij,ij->i", difference, difference, dtype=np.float64))
        # Cut off before the answers are made: of thousands, two decide.
        order: npt.NDArray[np.intp] = np.argsort(distances, kind="stable")[:count]
        subjects = self._subjects
        return [Neighbour(subjects[rows[one]], float(distances[one])) for one in order]

    def _put(self, templates: Mapping[UUID, Template]) -> None:
        if not templates:
            return
        new = [one for one in templates if one.int not in self._rows]
        self._make_room(len(self) + len(new))
        for subject_id in new:
            self._rows[subject_id.int] = len(self._subjects)
            self._subjects.append(subject_id)
        rows = np.fromiter((self._rows[one.int] for one in templates), np.intp, len(templates))
        stacked = np.stack(list(templates.values()))
        self._templates[rows] = stacked
        self._rounded.put(rows, stacked)

    def _remove(self, subject_id: UUID) -> None:
        row = self._rows.pop(subject_id.int, None)
        if row is None:
            return
        last = len(self._subjects) - 1
        moved = self._subjects.pop()
        if row != last:
            self._subjects[row] = moved
            self._rows[moved.int] = row
            self._templates[row] = self._templates[last]
            self._rounded.move(last, row)
        self._templates[last] = 0
        self._rounded.clear(slice(last, last + 1))

    def _make_room(self, needed: int) -> None:
        capacity = len(self._templates)
        if needed <= capacity:
            return
        # By a quarter: doubling would waste half of the memory of a large gallery.
        larger = max(needed, capacity + max(capacity // 4, _FIRST_CAPACITY))
        templates = np.zeros((larger, self._templates.shape[1]), dtype=np.float32)
        templates[:capacity] = self._templates
        self._templates[:] = 0
        self._templates, self._rounded = templates, self._rounded.enlarged(larger)
