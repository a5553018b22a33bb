"""Several replicas over one Chroma and one Redis."""

import asyncio
from uuid import UUID, uuid4

import numpy as np
import pytest

from app.engine.base import Template
from app.templates.galleries import GalleryLoading
from app.templates.index import Index
from app.templates.registry import Position
from tests.templates.conftest import NewReplica, Replica
from tests.waiting import until

chance = np.random.default_rng(5)


@pytest.fixture
def index() -> Index:
    """One of its own for each test."""
    return Index("passengers", f"engine-{uuid4().hex[:8]}")


def template() -> Template:
    return chance.normal(size=128).astype(np.float32)


async def enrol(replica: Replica, index: Index, subject_id: UUID | None = None) -> UUID:
    subject_id = subject_id or uuid4()
    await replica.store.put(index, subject_id, template(), "consent")
    return subject_id


async def test_what_was_put_is_read_back_to_the_last_bit(replica: Replica, index: Index) -> None:
    subject_id, stored = uuid4(), template()
    await replica.store.put(index, subject_id, stored, "consent")
    found = await replica.store.read(index, [uuid4(), subject_id])
    assert {one: two.tobytes() for one, two in found.items()} == {subject_id: stored.tobytes()}
    held = await replica.registry.get(index, [subject_id])
    assert [one.consent for one in await replica.records.get(index, held)] == ["consent"]


async def test_an_acknowledged_change_counts_on_every_replica(
    new_replica: NewReplica, index: Index
) -> None:
    replicas = [new_replica() for _ in range(3)]
    for replica in replicas:
        await replica.start()
    subject_id, stored = uuid4(), template()
    for writer in replicas:
        await writer.store.put(index, subject_id, stored, "c")
        for reader in replicas:
            assert (await reader.galleries.nearest(index, stored, 1))[0].distance == 0
            assert (await reader.galleries.among(index, stored, [subject_id], 1))[0].distance == 0
        await writer.store.erase(subject_id)
        for reader in replicas:
            assert await reader.galleries.nearest(index, stored, 1) == []
            assert await reader.galleries.among(index, stored, [subject_id], 1) == []
            assert await reader.galleries.get(index, subject_id) is None


async def test_a_replica_that_starts_later_reads_everything(
    replica: Replica, new_replica: NewReplica, index: Index
) -> None:
    subjects = {await enrol(replica, index) for _ in range(20)}
    later = new_replica()
    # Before it has read everything, it answers about named subjects all the same.
    early = await later.galleries.among(index, template(), list(subjects), 100)
    assert {one.subject_id for one in early} == subjects
    with pytest.raises(GalleryLoading):
        await later.galleries.nearest(index, template(), 5)
    await later.start()
    found = await later.galleries.nearest(index, template(), 100)
    assert {one.subject_id for one in found} == subjects


async def test_templates_of_two_engines_never_meet_and_are_erased_together(
    replica: Replica, index: Index
) -> None:
    other = Index("passengers", "next-engine")
    subject_id = await enrol(replica, index)
    assert await replica.galleries.get(other, subject_id) is None
    await enrol(replica, other, subject_id)
    receipt = await replica.store.erase(subject_id)
    assert {(one.engine_id, one.records) for one in receipt.removed} == {
        (index.engine_id, 1),
        ("next-engine", 1),
    }
    assert await replica.galleries.get(other, subject_id) is None
    assert (await replica.store.erase(subject_id)).removed == []


async def test_erasing_while_somebody_enrols_leaves_all_or_nothing(
    new_replica: NewReplica, index: Index
) -> None:
    writer, eraser = new_replica(), new_replica()
    await writer.start()
    subject_id = uuid4()
    for _ in range(8):
        await asyncio.gather(
            enrol(writer, index, subject_id),
            eraser.store.erase(subject_id),
            enrol(eraser, index, subject_id),
            eraser.store.erase(subject_id),
        )
        stored = (await eraser.store.read(index, [subject_id])).get(subject_id)
        cached = await writer.galleries.get(index, subject_id)
        assert (stored is None) == (cached is None)
        # Whatever the order was, the next acknowledged enrolment counts, and so does the erasure.
        await enrol(writer, index, subject_id)
        assert await writer.galleries.get(index, subject_id) is not None
        await eraser.store.erase(subject_id)
        assert await writer.galleries.get(index, subject_id) is None


async def test_a_race_for_one_subject_leaves_one_of_the_templates(
    replica: Replica, index: Index
) -> None:
    subject_id, stored = uuid4(), [template() for _ in range(20)]
    await asyncio.gather(*(replica.store.put(index, subject_id, one, "c") for one in stored))
    kept = await replica.galleries.get(index, subject_id)
    assert kept is not None
    assert kept.tobytes() in {one.tobytes() for one in stored}
    assert kept.tobytes() == (await replica.store.read(index, [subject_id]))[subject_id].tobytes()


async def test_an_enrolment_that_died_half_way_is_no_enrolment(
    replica: Replica, index: Index
) -> None:
    subject_id = uuid4()
    await replica.registry.claim(index, subject_id)
    assert await replica.store.read(index, [subject_id]) == {}
    await enrol(replica, index, subject_id)
    assert await replica.galleries.get(index, subject_id) is not None


async def test_an_erasure_that_died_half_way_is_finished_by_the_next(
    replica: Replica, index: Index
) -> None:
    subject_id = await enrol(replica, index)
    await replica.registry.destroy(subject_id)
    assert await replica.galleries.get(index, subject_id) is None
    assert len((await replica.store.erase(subject_id)).removed) == 1


async def test_the_erased_leave_memory_without_a_question(replica: Replica, index: Index) -> None:
    subject_id = await enrol(replica, index)
    await replica.galleries.get(index, subject_id)
    gallery = replica.galleries.by_index[index]
    await replica.store.erase(subject_id)
    await until(lambda: subject_id not in gallery, seconds=3)


async def test_a_lost_journal_is_noticed(replica: Replica, index: Index) -> None:
    subject_id = await enrol(replica, index)
    assert await replica.galleries.get(index, subject_id) is not None
    await replica.redis.client.delete("face:journal", "face:journal:count", "face:journal:epoch")
    gone = await enrol(replica, index)
    await replica.store.erase(subject_id)
    assert await replica.galleries.get(index, subject_id) is None
    await until(lambda: replica.galleries.is_loaded)
    assert await replica.galleries.get(index, gone) is not None


async def test_a_trimmed_journal_is_noticed(replica: Replica, index: Index) -> None:
    await enrol(replica, index)
    start = (await replica.registry.changes(Position())).position
    for _ in range(3):
        await enrol(replica, index)
    assert (await replica.registry.changes(start)).subjects is not None
    await replica.redis.client.xtrim("face:journal", maxlen=1, approximate=False)
    assert (await replica.registry.changes(start)).subjects is None


async def test_a_large_gallery_is_searched_beside_the_event_loop(
    replica: Replica, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.templates.galleries._THREAD_FROM", 1)
    subject_id, stored = uuid4(), template()
    await replica.store.put(index, subject_id, stored, "c")
    assert (await replica.galleries.nearest(index, stored, 1))[0].subject_id == subject_id


class TestTheTemplateOfASecondEngine:
    async def test_is_added_once(self, replica: Replica, index: Index) -> None:
        subject_id, second = await enrol(replica, index), Index("passengers", "second")
        first, later = template(), template()
        assert await replica.store.add(second, subject_id, first, beside=index)
        assert not await replica.store.add(second, subject_id, later, beside=index)
        found = await replica.store.read(second, [subject_id])
        assert found[subject_id].tobytes() == first.tobytes()

    async def test_is_not_added_for_who_is_not_enrolled(
        self, replica: Replica, index: Index
    ) -> None:
        second = Index("passengers", "second")
        assert not await replica.store.add(second, uuid4(), template(), beside=index)

    async def test_never_brings_back_who_is_erased_at_that_moment(
        self, replica: Replica, index: Index
    ) -> None:
        second = Index("passengers", "second")
        subjects = [await enrol(replica, index) for _ in range(5)]
        await asyncio.gather(
            *(replica.store.add(second, one, template(), beside=index) for one in subjects),
            *(replica.store.erase(one) for one in subjects),
        )
        assert await replica.registry.get(second, subjects) == {}
        assert await replica.registry.get(index, subjects) == {}
