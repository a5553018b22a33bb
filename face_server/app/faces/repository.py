"""Templates in ChromaDB: one index per collection and engine, one record per subject."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

import numpy as np
from chromadb.api.models.AsyncCollection import AsyncCollection

from app.chroma import Chroma
from app.engine.base import FaceEngine, Template, Templates

R = TypeVar("R")
_PREFIX = "faces."


class Collection(StrEnum):
    PASSENGERS = "passengers"
    WATCHLIST = "watchlist"


@dataclass(frozen=True, slots=True)
class Neighbour:
    subject_id: UUID
    distance: float


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A template of a subject, by where it is or was."""

    collection: str
    engine_id: str


class FaceRepository:
    """Reads and writes the templates of one engine; erases those of all.

    What `put` and `erase` have returned from is on Chroma's disk: nothing is kept back here.
    Every method raises `FaceStoreUnavailable`.
    """

    def __init__(self, chroma: Chroma, engine: FaceEngine) -> None:
        self._chroma = chroma
        self._engine = engine

    async def put(self, collection: Collection, subject_id: UUID, template: Template) -> None:
        """Store or replace the template of a subject."""

        async def upsert(index: AsyncCollection) -> None:
            await index.upsert(
                ids=[str(subject_id)],
                embeddings=[template.tolist()],
                metadatas=[{"engine": self._engine.engine_id}],
            )

        await self._use(collection, upsert)

    async def erase(self, subject_id: UUID) -> list[HeldRecord]:
        """Delete the subject's records of every collection and engine."""
        key = str(subject_id)

        async def delete(index: AsyncCollection) -> bool:
            found = await index.get(ids=[key], include=[])
            await index.delete(ids=[key])
            return bool(found["ids"])

        return [
            _record(index.name)
            for index in await self._chroma.existing(_PREFIX)
            if await self._chroma.use_existing(index, delete)
        ]

    async def list_held(self, subject_id: UUID) -> list[HeldRecord]:
        """What `erase` would remove."""
        key = str(subject_id)

        async def is_in(index: AsyncCollection) -> bool:
            return bool((await index.get(ids=[key], include=[]))["ids"])

        return [
            _record(index.name)
            for index in await self._chroma.existing(_PREFIX)
            if await self._chroma.use_existing(index, is_in)
        ]

    async def get_template(self, collection: Collection, subject_id: UUID) -> Template | None:
        subjects, templates = await self.get_templates(collection, [subject_id])
        return templates[0] if subjects else None

    async def get_templates(
        self, collection: Collection, subject_ids: Sequence[UUID]
    ) -> tuple[list[UUID], Templates]:
        """The enrolled ones of these subjects, and their templates in the same order."""
        keys = list({str(subject_id) for subject_id in subject_ids})
        if not keys:
            return [], np.empty((0, self._engine.dimension), dtype=np.float32)
        found = await self._use(
            collection, lambda index: index.get(ids=keys, include=["embeddings"])
        )
        templates = np.asarray(found["embeddings"], dtype=np.float32)
        return [UUID(key) for key in found["ids"]], templates.reshape(-1, self._engine.dimension)

    async def list_nearest(
        self, collection: Collection, probe: Template, count: int
    ) -> list[Neighbour]:
        """The `count` nearest of the whole collection, by the index, nearest first."""
        found = await self._use(
            collection,
            lambda index: index.query(
                query_embeddings=[probe.tolist()], n_results=count, include=["distances"]
            ),
        )
        distances = found["distances"] or [[]]
        return [
            Neighbour(UUID(key), self._engine.from_index(distance))
            for key, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    async def _use(
        self, collection: Collection, action: Callable[[AsyncCollection], Awaitable[R]]
    ) -> R:
        name = f"{_PREFIX}{collection}.{self._engine.engine_id}"
        return await self._chroma.use(name, self._engine.index_space, action)


def _record(index_name: str) -> HeldRecord:
    collection, _, engine_id = index_name.removeprefix(_PREFIX).partition(".")
    return HeldRecord(collection, engine_id)
