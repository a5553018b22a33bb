"""New keys for everybody, backup and restoring, while the servers answer."""

import asyncio
import io
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest

from app.config import Settings, TemplateSettings
from app.engine.base import Template
from app.templates.index import Index
from app.templates.upkeep import BackupRefused, Upkeep
from app.upkeep import run
from tests.templates.conftest import NewReplica, Replica
from tests.waiting import until

FIRST = TemplateSettings()
SECOND = TemplateSettings.model_validate(
    {"secret": "a new secret", "former_secret": FIRST.secret.get_secret_value()}
)
ONLY_SECOND = TemplateSettings.model_validate({"secret": "a new secret"})
chance = np.random.default_rng(11)


@pytest.fixture
def index() -> Index:
    return Index("passengers", f"engine-{uuid4().hex[:8]}")


pytestmark = pytest.mark.usefixtures("nobody")


def upkeep(replica: Replica, templates: TemplateSettings = FIRST) -> Upkeep:
    return Upkeep(replica.registry, replica.records, templates.sealer)


def template() -> Template:
    return chance.normal(size=128).astype(np.float32)


async def fill(replica: Replica, index: Index, count: int = 20) -> dict[UUID, Template]:
    faces = {uuid4(): template() for _ in range(count)}
    for subject_id, face in faces.items():
        await replica.store.put(index, subject_id, face, "consent")
    return faces


async def dumped(replica: Replica) -> Iterator[str]:
    file = io.StringIO()
    await upkeep(replica).dump(file)
    file.seek(0)
    return file


async def require(replica: Replica, index: Index, faces: dict[UUID, Template]) -> None:
    found = await replica.store.read(index, list(faces))
    assert {one: face.tobytes() for one, face in found.items()} == {
        one: face.tobytes() for one, face in faces.items()
    }


async def until_read_anew(replica: Replica) -> None:
    """After Redis was emptied, the first question notices it."""
    await replica.galleries.among(Index("passengers", "any"), template(), [], 1)
    await until(lambda: replica.galleries.is_loaded)


class TestReseal:
    async def test_the_former_secret_is_not_needed_any_more(
        self, replica: Replica, new_replica: NewReplica, index: Index
    ) -> None:
        faces = await fill(replica, index)
        before = await replica.registry.get(index, list(faces))
        assert await upkeep(replica, SECOND).reseal() == len(faces)
        await require(new_replica(ONLY_SECOND), index, faces)
        after = await replica.registry.get(index, list(faces))
        assert not {one.salt for one in before.values()} & {one.salt for one in after.values()}
        # The records of the old keys are gone, and the consents have moved along.
        assert await replica.records.get(index, before) == []
        records = await replica.records.get(index, after)
        assert {one.consent for one in records} == {"consent"}

    async def test_whoever_changes_meanwhile_keeps_the_change(
        self, new_replica: NewReplica, index: Index
    ) -> None:
        writer, keeper = new_replica(SECOND), new_replica(SECOND)
        faces = await fill(writer, index, 24)

        async def change() -> None:
            for subject_id in list(faces)[:12]:
                await writer.store.erase(subject_id)
                del faces[subject_id]
            for subject_id in faces:
                faces[subject_id] = template()
                await writer.store.put(index, subject_id, faces[subject_id], "c")

        subjects = list(faces)
        changing = asyncio.create_task(change())
        while not changing.done():
            await upkeep(keeper, SECOND).reseal()
        await changing
        found = await writer.store.read(index, subjects)
        assert {one: face.tobytes() for one, face in found.items()} == {
            one: face.tobytes() for one, face in faces.items()
        }

    async def test_replicas_go_on_answering(self, replica: Replica, index: Index) -> None:
        faces = await fill(replica, index)
        await until_read_anew(replica)
        await upkeep(replica).reseal()
        for subject_id, face in faces.items():
            assert (await replica.galleries.nearest(index, face, 1))[0].subject_id == subject_id


class TestBackup:
    async def test_brings_back_what_redis_and_chroma_have_lost(
        self, replica: Replica, index: Index
    ) -> None:
        faces = await fill(replica, index)
        backup = await dumped(replica)
        tickets = await replica.registry.get(index, list(faces))
        await replica.records.delete_of(index, tickets)
        await replica.redis.client.flushdb()
        assert await upkeep(replica).restore(backup) == len(faces)
        await require(replica, index, faces)
        await until_read_anew(replica)
        first, face = next(iter(faces.items()))
        assert (await replica.galleries.nearest(index, face, 1))[0].subject_id == first

    async def test_never_brings_back_the_erased(self, replica: Replica, index: Index) -> None:
        faces = await fill(replica, index, 5)
        backup = await dumped(replica)
        for subject_id in faces:
            await replica.store.erase(subject_id)
        assert await upkeep(replica).restore(backup) == 0
        assert await replica.store.read(index, list(faces)) == {}

    async def test_leaves_a_newer_enrolment_alone(self, replica: Replica, index: Index) -> None:
        faces = await fill(replica, index, 3)
        backup = await dumped(replica)
        for subject_id in faces:
            faces[subject_id] = template()
            await replica.store.put(index, subject_id, faces[subject_id], "newer")
        await upkeep(replica).restore(backup)
        await require(replica, index, faces)

    async def test_says_nothing_without_the_secret(self, replica: Replica, index: Index) -> None:
        faces = await fill(replica, index, 3)
        text = "".join(await dumped(replica))
        assert [one for one in faces.values() if one.tobytes().hex() in text] == []
        assert FIRST.secret.get_secret_value() not in text

    @pytest.mark.parametrize(
        "header", ["", "no json", "{}", "[]", '{"version": 2, "made_at": 1}',
                   '{"version": 1, "made_at": 1}'],
    )  # fmt: skip
    async def test_another_file_is_refused(self, replica: Replica, header: str) -> None:
        with pytest.raises(BackupRefused, match=r"\.$"):
            await upkeep(replica).restore(iter([header]))


async def test_the_command_does_all_three(
    replica: Replica, index: Index, settings: Settings, tmp_path: Path
) -> None:
    faces = await fill(replica, index, 3)
    file = tmp_path / "faces.jsonl"
    assert await run(settings, "dump", file) == 3
    assert file.stat().st_mode & 0o777 == 0o600
    assert len([json.loads(line) for line in file.read_text().splitlines()]) == 4
    with pytest.raises(FileExistsError):
        await run(settings, "dump", file)
    await replica.redis.client.flushdb()
    assert await run(settings, "restore", file) == 3
    assert await run(settings, "reseal", None) == 3
    await require(replica, index, faces)
