"""How well the engine tells people apart: those enrolled here, and those of a labelled folder."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.config import Settings
from app.engine.base import Template, Templates
from app.engine.examination import encode_only_face
from app.evaluation.errors import NoNextEngine
from app.evaluation.rates import (
    Pairs,
    Proposal,
    Rates,
    curve,
    join,
    labelled_pairs,
    measure,
    propose,
    stranger_pairs,
)
from app.refusals import PictureRefused
from app.templates.galleries import Galleries
from app.templates.index import Collection, Index
from app.verdict import MatchRule
from app.workers.pool import WorkerPool

# Two million pairs, a second of work and 50 MB.
MOST_ENROLLED = 2_000
MOST_PICTURES = 300
_POINTS = 60
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    engine_id: str
    enrolled: int
    pictures: int
    refused: int
    pairs: Pairs
    in_use: Rates
    proposal: Proposal | None
    proposed: Rates | None
    curve: list[Rates]


class Evaluator:
    def __init__(self, pool: WorkerPool, galleries: Galleries, settings: Settings) -> None:
        self._pool = pool
        self._galleries = galleries
        self._settings = settings

    async def evaluate(
        self, collection: Collection, wanted_fmr: float, *, is_next: bool = False
    ) -> Evaluation:
        """Raises `GalleryLoading`, `FaceEngineFailed` and `NoNextEngine`.

        Two enrolled subjects count as two people, so a person enrolled twice makes the false match
        rate look worse than it is.
        """
        engine_id, rule = self._engine(collection, is_next=is_next)
        enrolled = await self._galleries.sample(Index(collection, engine_id), MOST_ENROLLED)
        people, pictures = await self._encode_folder(engine_id)
        pairs = await asyncio.to_thread(_pair, people, enrolled)
        proposal = propose(pairs, wanted_fmr)
        return Evaluation(
            engine_id=engine_id,
            enrolled=len(enrolled),
            pictures=pictures,
            refused=pictures - sum(map(len, people)),
            pairs=pairs,
            in_use=measure(pairs, rule.threshold),
            proposal=proposal,
            proposed=measure(pairs, proposal.threshold) if proposal else None,
            curve=curve(pairs, _POINTS),
        )

    def _engine(self, collection: Collection, *, is_next: bool) -> tuple[str, MatchRule]:
        """Raises `NoNextEngine`."""
        engines, settings = self._pool.engines, self._settings
        if not is_next:
            return engines.current.engine_id, settings.engine.rule(collection)
        if engines.following is None or settings.next_engine is None:
            raise NoNextEngine
        return engines.following.engine_id, settings.next_engine.rule(collection)

    async def _encode_folder(self, engine_id: str) -> tuple[list[Templates], int]:
        """The templates of each person of the folder, and how many pictures were looked at."""
        folder = self._settings.eval_dir
        files = await asyncio.to_thread(_list_pictures, folder) if folder else []
        by_person: dict[str, list[Template]] = {}
        # One after the other: what passengers ask meanwhile comes between.
        for file in files:
            template = await self._encode(file, engine_id)
            if template is not None:
                by_person.setdefault(file.parent.name, []).append(template)
        return [np.stack(templates) for templates in by_person.values()], len(files)

    async def _encode(self, file: Path, engine_id: str) -> Template | None:
        limits, demands = self._settings.picture.limits, self._settings.question.demands
        data = await asyncio.to_thread(file.read_bytes)
        try:
            face = await self._pool.run(encode_only_face, data, limits, demands)
        except PictureRefused:
            return None
        # None where a next engine sees no face.
        return face.templates.get(engine_id)


def _pair(people: list[Templates], enrolled: Templates) -> Pairs:
    return join(labelled_pairs(people), stranger_pairs(enrolled))


def _list_pictures(folder: Path) -> list[Path]:
    """`folder/person/picture`, some of each person when there are too many."""
    people = [_pictures_of(one) for one in sorted(folder.iterdir()) if one.is_dir()]
    turns = max(map(len, people), default=0)
    by_turns = [files[turn] for turn in range(turns) for files in people if turn < len(files)]
    return by_turns[:MOST_PICTURES]


def _pictures_of(person: Path) -> list[Path]:
    return sorted(one for one in person.iterdir() if one.suffix.lower() in _SUFFIXES)
