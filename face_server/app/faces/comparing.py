"""Comparing a face with those enrolled. One engine answers a question, never two together."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from app.config import Settings
from app.faces.frames import Frames
from app.templates.galleries import Galleries
from app.templates.gallery import Neighbour
from app.templates.index import Collection, Index
from app.templates.moving import Moving
from app.verdict import MatchRule

# How many of the former engine's nearest are looked through for those who have not moved yet.
_FORMER_NEAREST = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine says: the `nearest` of its templates, and when they count as a match."""

    index: Index
    rule: MatchRule
    nearest: Sequence[Neighbour]

    @property
    def is_known(self) -> bool:
        return bool(self.nearest) and self.rule.is_match(self.nearest[0].distance)


class Comparer:
    """While moving, the engine that answers is asked first. If it knows nobody, the former one is
    asked about those alone who have no template of the first: a question of its own, by its own
    templates and its own rule. Distances of two engines are never held against each other.
    """

    def __init__(self, galleries: Galleries, moving: Moving, settings: Settings) -> None:
        self._galleries = galleries
        self._moving = moving
        self._settings = settings

    async def ask(
        self,
        frames: Frames,
        collection: Collection,
        among: Sequence[UUID] | None,
        count: int,
    ) -> Answer:
        """The `count` nearest of the collection, or of the subjects in `among`."""
        first, *former = self._indexes(frames, collection)
        answer = self._answer(first, await self._nearest(first, frames, among, count))
        for index in former:
            if answer.is_known:
                break
            left = self._answer(index, await self._left(index, first, frames, among, count))
            answer = left if left.is_known or not answer.nearest else answer
        return answer

    async def count_votes(self, frames: Frames, answer: Answer) -> tuple[int, int]:
        """How many single frames, too, are nearer to the first than to the second; of how many."""
        engine_id, best = answer.index.engine_id, answer.nearest[:2]
        templates = [await self._galleries.get(answer.index, one.subject_id) for one in best]
        known = [one for one in templates if one is not None]
        voters = [one.templates[engine_id] for one in frames.single if engine_id in one.templates]
        votes = 0
        for voter in voters:
            distances = [np.linalg.norm(voter - template) for template in known]
            votes += bool(distances) and distances[0] == min(distances)
        return votes, len(voters)

    @property
    def own_engine(self) -> str:
        return self._moving.engines.current.engine_id

    def own_rule(self, collection: Collection) -> MatchRule:
        """That of the engine in use, which has looked at every frame."""
        return self._settings.engine.rule(collection)

    def _indexes(self, frames: Frames, collection: Collection) -> list[Index]:
        """Whom to ask, in turn. An engine that saw no face in the picture cannot be asked."""
        current = self.own_engine
        answering = self._moving.answering(collection)
        order = [answering] if answering == current else [answering, current]
        return [Index(collection, one) for one in order if one in frames.templates]

    async def _nearest(
        self, index: Index, frames: Frames, among: Sequence[UUID] | None, count: int
    ) -> list[Neighbour]:
        probe = frames.templates[index.engine_id]
        if among is None:
            return await self._galleries.nearest(index, probe, count)
        return await self._galleries.among(index, probe, among, count)

    async def _left(
        self,
        index: Index,
        first: Index,
        frames: Frames,
        among: Sequence[UUID] | None,
        count: int,
    ) -> list[Neighbour]:
        """The nearest of those who have not moved to `first`."""
        if among is not None:
            left_of = await self._galleries.without(first, among)
            return await self._nearest(index, frames, left_of, count)
        nearest = await self._nearest(index, frames, None, _FORMER_NEAREST)
        left = set(await self._galleries.without(first, [one.subject_id for one in nearest]))
        return [one for one in nearest if one.subject_id in left]

    def _answer(self, index: Index, nearest: Sequence[Neighbour]) -> Answer:
        following = self._settings.next_engine
        is_current = index.engine_id == self.own_engine
        settings = self._settings.engine if is_current or following is None else following
        return Answer(index, settings.rule(Collection(index.collection)), nearest)
