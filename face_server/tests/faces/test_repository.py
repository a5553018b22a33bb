import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import numpy as np
import pytest

from app.chroma import Chroma
from app.config import ChromaSettings
from app.engine.base import Template
from app.engine.dlib_engine import DlibEngine
from app.faces.repository import Collection, FaceRepository, HeldRecord

PASSENGERS = Collection.PASSENGERS
ENGINE = DlibEngine()
chance = np.random.default_rng(5)


class NextEngine(DlibEngine):
    engine_id = "next-engine"


@pytest.fixture
async def chroma(chroma_settings: ChromaSettings) -> AsyncIterator[Chroma]:
    connection = Chroma(chroma_settings)
    yield connection
    await connection.close()


@pytest.fixture
def repository(chroma: Chroma) -> FaceRepository:
    return FaceRepository(chroma, ENGINE)


def template() -> Template:
    return chance.normal(size=ENGINE.dimension).astype(np.float32)


async def test_what_was_put_is_read_back_to_the_last_bit(repository: FaceRepository) -> None:
    subject_id, stored = uuid4(), template()
    await repository.put(PASSENGERS, subject_id, stored)
    found = await repository.get_template(PASSENGERS, subject_id)
    assert found is not None
    assert found.tobytes() == stored.tobytes()


async def test_unknown_subjects_are_left_out(repository: FaceRepository) -> None:
    subject_id, stored = uuid4(), template()
    await repository.put(PASSENGERS, subject_id, stored)
    subjects, templates = await repository.get_templates(PASSENGERS, [uuid4(), subject_id])
    assert subjects == [subject_id]
    assert templates.tolist() == [stored.tolist()]


async def test_nobody_asked_for_is_nobody(repository: FaceRepository) -> None:
    subjects, templates = await repository.get_templates(PASSENGERS, [])
    assert subjects == []
    assert templates.shape == (0, ENGINE.dimension)


async def test_nobody_found_is_nobody(repository: FaceRepository) -> None:
    subjects, templates = await repository.get_templates(PASSENGERS, [uuid4()])
    assert subjects == []
    assert templates.shape == (0, ENGINE.dimension)


async def test_the_nearest_come_first_in_the_unit_of_the_engine(
    repository: FaceRepository,
) -> None:
    near, far, probe = uuid4(), uuid4(), template()
    step = np.zeros(ENGINE.dimension, dtype=np.float32)
    step[0] = 0.3
    await repository.put(PASSENGERS, far, probe + 2 * step)
    await repository.put(PASSENGERS, near, probe + step)
    found = await repository.list_nearest(PASSENGERS, probe, 2)
    assert [neighbour.subject_id for neighbour in found] == [near, far]
    assert [n.distance for n in found] == pytest.approx([0.3, 0.6], abs=1e-4)


async def test_templates_of_two_engines_never_meet_and_are_erased_together(
    chroma: Chroma, repository: FaceRepository
) -> None:
    subject_id, stored = uuid4(), template()
    other = FaceRepository(chroma, NextEngine())
    await other.put(PASSENGERS, subject_id, stored)
    assert await repository.get_template(PASSENGERS, subject_id) is None
    await repository.put(PASSENGERS, subject_id, stored)
    removed = await repository.erase(subject_id)
    assert HeldRecord("passengers", "next-engine") in removed
    assert HeldRecord("passengers", "dlib-resnet-v1") in removed
    assert await other.get_template(PASSENGERS, subject_id) is None
    assert await repository.erase(subject_id) == []


async def test_many_first_writers_make_one_index(chroma_settings: ChromaSettings) -> None:
    class FreshEngine(DlibEngine):
        engine_id = f"fresh-{uuid4().hex[:8]}"

    replicas = [Chroma(chroma_settings) for _ in range(8)]
    repositories = [FaceRepository(replica, FreshEngine()) for replica in replicas]
    subjects = [uuid4() for _ in repositories]
    await asyncio.gather(
        *(
            repository.put(PASSENGERS, subject_id, template())
            for repository, subject_id in zip(repositories, subjects, strict=True)
        )
    )
    found, _ = await repositories[0].get_templates(PASSENGERS, subjects)
    assert set(found) == set(subjects)
    await replicas[0].close()


async def test_a_race_for_one_subject_leaves_one_of_the_templates(
    repository: FaceRepository,
) -> None:
    subject_id, stored = uuid4(), [template() for _ in range(20)]
    await asyncio.gather(*(repository.put(PASSENGERS, subject_id, one) for one in stored))
    subjects, templates = await repository.get_templates(PASSENGERS, [subject_id])
    assert subjects == [subject_id]
    assert templates[0].tobytes() in {one.tobytes() for one in stored}


async def test_an_index_that_was_dropped_is_made_anew(
    chroma: Chroma, repository: FaceRepository
) -> None:
    subject_id: UUID = uuid4()
    await repository.put(PASSENGERS, subject_id, template())
    for index in await chroma.existing("faces.passengers."):
        await drop(chroma, index.name)
    assert await repository.get_template(PASSENGERS, subject_id) is None
    await repository.put(PASSENGERS, subject_id, template())
    assert await repository.get_template(PASSENGERS, subject_id) is not None


async def drop(chroma: Chroma, name: str) -> None:
    settings = chroma._settings
    await chroma._api.delete_collection(name, tenant=settings.tenant, database=settings.database)
