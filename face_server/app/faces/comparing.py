"""Comparing a face with those enrolled, by the engine in use and by the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from app.config import Settings
from app.engine.base import Engines
from app.faces.frames import Frames
from app.templates.galleries import Galleries
from app.templates.gallery import Neighbour
from app.templates.index import Collection, Index
from app.verdict import MatchRule

# How many of the former engine's nearest are looked through for those who have not moved yet.
_FORMER_NEAREST = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """`distance` is in the unit of the engine in use; `index` is where the template was found."""

    subject_id: UUID
    distance: float
    index: Index


class Comparer:
    """Subjects who have no template of the engine in use are compared by the former one.

    Distances of two engines have different scales. That of the former one is stretched so that its
    threshold falls on the threshold of the engine in use; the verdict is then the same rule.
    """

    def __init__(self, galleries: Galleries, engines: Engines, settings: Settings) -> None:
        self._galleries = galleries
        self._engines = engines
        self._settings = settings

    def rule(self, collection: Collection) -> MatchRule:
        return self._settings.rule(collection)

    def index(self, collection: Collection) -> Index:
        return Index(collection, self._engines.current.engine_id)

    async def compare_among(
        self, frames: Frames, collection: Collection, subject_ids: Sequence[UUID]
    ) -> list[Candidate]:
        """The enrolled ones of these subjects, nearest first."""
        index = self.index(collection)
        probe = frames.templates[index.engine_id]
        current = await self._galleries.among(index, probe, subject_ids)
        if (former := self._former(frames, collection)) is None:
            return _candidates(current, index)
        have_moved = {one.subject_id for one in current}
        rest = [one for one in subject_ids if one not in have_moved]
        older = await self._galleries.among(former, frames.templates[former.engine_id], rest)
        return self._merge(_candidates(current, index), older, former, collection)

    async def compare_all(
        self, frames: Frames, collection: Collection, count: int
    ) -> list[Candidate]:
        """The nearest of the whole collection, nearest first."""
        index = self.index(collection)
        current = await self._galleries.nearest(index, frames.templates[index.engine_id], count)
        if (former := self._former(frames, collection)) is None:
            return _candidates(current, index)
        probe = frames.templates[former.engine_id]
        older = await self._galleries.nearest(former, probe, _FORMER_NEAREST)
        rest = [one for one in older if await self._galleries.get(index, one.subject_id) is None]
        return self._merge(_candidates(current, index), rest, former, collection)

    async def count_votes(self, frames: Frames, candidates: Sequence[Candidate]) -> int:
        """How many single frames, too, are nearer to the first candidate than to the second."""
        best = candidates[:2]
        templates = [await self._galleries.get(one.index, one.subject_id) for one in best]
        votes = 0
        for frame in frames.single:
            distances = [
                np.linalg.norm(frame.templates[one.index.engine_id] - template)
                for one, template in zip(best, templates, strict=True)
                if template is not None and one.index.engine_id in frame.templates
            ]
            votes += bool(distances) and distances[0] == min(distances)
        return votes

    def _former(self, frames: Frames, collection: Collection) -> Index | None:
        former = self._engines.former
        if former is None or former.engine_id not in frames.templates:
            return None
        return Index(collection, former.engine_id)

    def _merge(
        self,
        current: list[Candidate],
        older: Sequence[Neighbour],
        former: Index,
        collection: Collection,
    ) -> list[Candidate]:
        stretch = self.rule(collection).threshold / self._settings.former_rule(collection).threshold
        stretched = [Neighbour(one.subject_id, one.distance * stretch) for one in older]
        merged = current + _candidates(stretched, former)
        return sorted(merged, key=lambda candidate: candidate.distance)


def _candidates(neighbours: Sequence[Neighbour], index: Index) -> list[Candidate]:
    return [Candidate(one.subject_id, one.distance, index) for one in neighbours]
