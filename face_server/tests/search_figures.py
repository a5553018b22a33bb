"""How long it takes to find one face among very many: ours, numpy's and Chroma's way."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import numpy as np
from chromadb.api.models.AsyncCollection import AsyncCollection

from app.chroma import Chroma, ChromaSettings
from app.engine.base import Template, Templates
from app.templates.gallery import Gallery

CHROMA_BATCH = 2_000
PROBES = 100
chance = np.random.default_rng(3)


@dataclass(frozen=True)
class Crowd:
    """Synthetic people, and photographs of some of them; `right` are the rows of the nearest."""

    faces: Templates
    probes: Templates
    right: list[int]
    plain: list[float]


def crowd_of(count: int) -> Crowd:
    """With the seconds that numpy takes for an exact search, whose answers are the right ones."""
    faces = chance.normal(0, 0.12, (count, 128)).astype(np.float32)
    noise = chance.normal(0, 0.02, (PROBES, 128)).astype(np.float32)
    probes = faces[chance.integers(0, count, PROBES)] + noise
    squares = np.einsum("ij,ij->i", faces, faces)
    right, taken = [], []
    for probe in probes:
        started = time.perf_counter()
        right.append(int(np.argmin(squares - 2 * (faces @ probe))))
        taken.append(time.perf_counter() - started)
    return Crowd(faces, probes, right, taken)


def search_in_memory(crowd: Crowd, name: str) -> dict[str, float]:
    """As the server does."""
    gallery, subjects = Gallery(128), [UUID(int=row) for row in range(len(crowd.faces))]
    gallery.update(subjects, dict(zip(subjects, crowd.faces, strict=True)))
    taken, found = [], []
    for probe in crowd.probes:
        started = time.perf_counter()
        found.append(gallery.nearest(probe, 5)[0].subject_id.int)
        taken.append(time.perf_counter() - started)
    return {
        f"{name}_p95": float(np.quantile(taken, 0.95)),
        f"{name}_plain_p95": float(np.quantile(crowd.plain, 0.95)),
        f"{name}_recall": share_of_equal(found, crowd.right),
        f"{name}_megabytes": gallery.memory_bytes / 1e6,
    }


async def search_in_chroma(crowd: Crowd, name: str, settings: ChromaSettings) -> dict[str, float]:
    """By Chroma's own index, over the vectors as they are, as if they were not sealed."""
    patient = settings.model_copy(update={"timeout_seconds": 120.0})
    chroma, taken, found = Chroma(patient), [], []

    async def fill(start: int, collection: AsyncCollection) -> None:
        rows = range(start, min(start + CHROMA_BATCH, len(crowd.faces)))
        vectors = [crowd.faces[row] for row in rows]
        await collection.add(ids=[str(row) for row in rows], embeddings=vectors)

    async def ask(probe: Template, collection: AsyncCollection) -> int:
        answer = await collection.query(query_embeddings=probe.tolist(), n_results=5, include=[])
        return int(answer["ids"][0][0])

    for start in range(0, len(crowd.faces), CHROMA_BATCH):
        await chroma.use(name, "l2", partial(fill, start))
    for probe in crowd.probes:
        started = time.perf_counter()
        found.append(await chroma.use(name, "l2", partial(ask, probe)))
        taken.append(time.perf_counter() - started)
    await chroma.close()
    return {
        f"{name}_chroma_p95": float(np.quantile(taken, 0.95)),
        f"{name}_chroma_recall": share_of_equal(found, crowd.right),
    }


def share_of_equal(found: Sequence[int], right: Sequence[int]) -> float:
    return sum(one == other for one, other in zip(found, right, strict=True)) / len(right)
