"""Backups restored into an empty Chroma, while searches go on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
from service_kit.settings import RedisSettings

from app.chroma import ChromaSettings
from app.config import Settings
from app.engine.base import Template
from app.templates.index import Index
from app.upkeep import run
from tests.own_chroma import OwnChroma
from tests.templates.conftest import NewReplica, Replica
from tests.templates.traces import data_folder, holding, pieces
from tests.test_process import free_port

pytestmark = pytest.mark.usefixtures("nobody", "redis_files")
INDEX = Index("passengers", "engine-of-backups")
chance = np.random.default_rng(17)


def template() -> Template:
    return chance.normal(size=128).astype(np.float32)


@asynccontextmanager
async def own_chroma(folder: Path) -> AsyncIterator[OwnChroma]:
    chroma = OwnChroma(folder, free_port())
    await chroma.start()
    try:
        yield chroma
    finally:
        await chroma.kill()


class Asking:
    """Asks for everybody without a pause. Every answer has to be the right one, at once."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.faces: dict[UUID, Template] = {}
        self.is_over = False
        self._answered = 0

    async def enrol(self, count: int) -> None:
        for _ in range(count):
            subject_id, face = uuid4(), template()
            await self.replica.store.put(INDEX, subject_id, face, "consent")
            self.faces[subject_id] = face

    async def erase(self) -> tuple[UUID, Template]:
        subject_id, face = self.faces.popitem()
        await self.replica.store.erase(subject_id)
        return subject_id, face

    async def go_on(self) -> None:
        # Not until it is cancelled: a client that is interrupted may raise an error of its own.
        while not self.is_over:
            for subject_id, face in list(self.faces.items()):
                galleries = self.replica.galleries
                answers = [
                    await galleries.nearest(INDEX, face, 1),
                    await galleries.among(INDEX, face, list(self.faces), 1),
                ]
                if subject_id in self.faces:
                    assert [(one.subject_id, one.distance) for (one,) in answers] == [
                        (subject_id, 0)
                    ] * 2
                    self._answered += 1
            await asyncio.sleep(0)

    async def more(self) -> None:
        """Wait until everybody was asked for once more."""
        wanted = self._answered + 2 * len(self.faces)
        while self._answered < wanted:
            await asyncio.sleep(0.01)


@asynccontextmanager
async def asking(replica: Replica) -> AsyncIterator[Asking]:
    """With thirty people enrolled. Fails as soon as a search does."""
    asking = Asking(replica)
    await asking.enrol(30)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(asking.go_on())
        try:
            yield asking
        finally:
            asking.is_over = True


async def started(new_replica: NewReplica, chroma: OwnChroma) -> Replica:
    replica = new_replica(store=ChromaSettings(port=chroma.port))
    await replica.start()
    return replica


def settings_for(chroma: OwnChroma, redis: RedisSettings) -> Settings:
    return Settings(chroma=ChromaSettings(port=chroma.port), redis=redis)


async def test_a_new_chroma_takes_over_and_knows_nothing_of_the_erased(
    new_replica: NewReplica, redis_settings: RedisSettings, tmp_path: Path
) -> None:
    """Which is how Chroma's files become small again."""
    async with own_chroma(tmp_path / "old") as old, own_chroma(tmp_path / "new") as new:
        async with asking(await started(new_replica, old)) as searches:
            subjects = list(searches.faces)
            tickets = await searches.replica.registry.get(INDEX, subjects)
            records = await searches.replica.records.get(INDEX, tickets)
            before, face = await searches.erase()
            backup = tmp_path / "faces.jsonl"
            assert await run(settings_for(old, redis_settings), "dump", backup) == 29
            after, _ = await searches.erase()
            assert await run(settings_for(new, redis_settings), "restore", backup) == 28
            # Whoever was enrolled meanwhile comes along with a second backup.
            await searches.enrol(1)
            late = tmp_path / "late.jsonl"
            assert await run(settings_for(old, redis_settings), "dump", late) == 29
            assert await run(settings_for(new, redis_settings), "restore", late) == 29

            searches.replica = await started(new_replica, new)
            await searches.more()
            await old.kill()
            old.lose_everything()
            await searches.enrol(1)
            await searches.more()
            for erased in (before, after):
                assert await searches.replica.galleries.get(INDEX, erased) is None
                assert (await searches.replica.store.erase(erased)).removed == []

        sealed = next(one.sealed.text for one in records if one.subject_id == before)
        traces = [*pieces(face), sealed.encode(), tickets[before].salt.encode()]
        assert holding(tmp_path, *traces) == []
        async with asyncio.timeout(15):
            while holding(data_folder(), *traces):
                await asyncio.sleep(0.2)


async def test_a_chroma_that_lost_everything_is_filled_again(
    new_replica: NewReplica, redis_settings: RedisSettings, tmp_path: Path
) -> None:
    async with own_chroma(tmp_path / "chroma") as chroma:
        settings, backup = settings_for(chroma, redis_settings), tmp_path / "faces.jsonl"
        async with asking(await started(new_replica, chroma)) as searches:
            assert await run(settings, "dump", backup) == 30
            await chroma.kill()
            chroma.lose_everything()
            await searches.more()
            await chroma.start()
            # One that starts at the wrong moment finds nobody, and everybody once they are back.
            hasty = await started(new_replica, chroma)
            assert await run(settings, "restore", backup) == 30
            await searches.more()
            searches.replica = hasty
            await searches.more()
            await searches.enrol(1)
            await searches.more()
