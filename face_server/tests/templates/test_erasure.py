"""After an erasure nothing that is left on any disk can become the face again."""

from uuid import UUID, uuid4

import numpy as np
import pytest

from app.config import TemplateSettings
from app.engine.base import Template
from app.templates.index import Index
from app.templates.records import Record
from app.templates.registry import Ticket
from app.templates.sealing import Sealed, UnreadableTemplate
from tests.templates.conftest import Replica
from tests.templates.traces import data_folder, holding, pieces
from tests.waiting import until

INDEX = Index("passengers", "engine-of-erasure")
# Chroma writes its index files after so many changes.
ENOUGH_FOR_FILES = 1_100
chance = np.random.default_rng(9)


def left(*needles: bytes) -> list[str]:
    return holding(data_folder(), *needles)


def template() -> Template:
    return chance.normal(size=128).astype(np.float32)


async def fill(replica: Replica, count: int) -> None:
    sealer = TemplateSettings().sealer
    subjects = {UUID(int=number): Ticket.new() for number in range(count)}
    records = [
        Record(one, sealer.seal(INDEX, one, ticket.salt, template()), "c")
        for one, ticket in subjects.items()
    ]
    await replica.records.put_many(INDEX, subjects, records)


@pytest.mark.usefixtures("redis_files")
async def test_nothing_readable_is_left_on_disk(replica: Replica) -> None:
    subject_id, face = uuid4(), template()
    await replica.store.put(INDEX, subject_id, face, "consent")
    await fill(replica, ENOUGH_FOR_FILES)
    ticket = (await replica.registry.get(INDEX, [subject_id]))[subject_id]
    record = (await replica.records.get(INDEX, {subject_id: ticket}))[0]

    # The face itself was never written, and its salt and its sealed form were: we look rightly.
    assert left(*pieces(face)) == []
    assert [name for name in left(ticket.salt.encode()) if "appendonly" in name]
    assert left(record.sealed.text.encode()) != []

    receipt = await replica.store.erase(subject_id)
    assert [one.records for one in receipt.removed] == [1]
    await until(lambda: left(ticket.salt.encode()) == [], seconds=15)

    # Chroma may keep the sealed form in its files for years. It is noise now.
    assert left(*pieces(face)) == []
    await require_worthless(replica, subject_id, record.sealed)


async def require_worthless(replica: Replica, subject_id: UUID, sealed: Sealed) -> None:
    """Even with all secrets of the settings, and a ticket that the subject gets later."""
    later = await replica.registry.claim(INDEX, subject_id)
    with pytest.raises(UnreadableTemplate):
        TemplateSettings().sealer.open(INDEX, subject_id, later.salt, sealed)


async def test_an_interrupted_overwriting_is_taken_up_again(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject_id = uuid4()
    await replica.galleries.close()
    await replica.store.put(INDEX, subject_id, template(), "c")
    await replica.store.erase(subject_id)

    async def away(_: str) -> dict[str, int]:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(replica.redis.client, "info", away)
        with pytest.raises(ConnectionError):
            await replica.registry.shred_if_due()
    assert await replica.registry.shred_if_due()
    assert not await replica.registry.shred_if_due()
