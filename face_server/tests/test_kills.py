"""Workers, Chroma and the server are killed in the middle of load: what was acknowledged is there
afterwards, and nobody is taken for somebody else meanwhile."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr
from service_kit.redis_async import RedisConnection
from service_kit.settings import RedisSettings
from service_kit.testing.infrastructure import claim_redis

from app.chroma import Chroma, ChromaSettings
from app.config import Settings
from app.templates.index import Index
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.store import TemplateStore
from tests import portraits
from tests.own_chroma import OwnChroma
from tests.portraits import OTHER_PEOPLE, as_base64, astronaut, other_person
from tests.test_process import Server, free_port, serving
from tests.waiting import until_gone

ANNA, BORIS = uuid4(), uuid4()
PROBE = as_base64(portraits.shifted())
INDEX = Index("passengers", "dlib-resnet-v1")


@pytest.fixture
async def chroma(tmp_path: Path) -> AsyncIterator[OwnChroma]:
    own = OwnChroma(tmp_path, free_port())
    await own.start()
    yield own
    await own.kill()


@pytest.fixture
async def settings(chroma: OwnChroma) -> Settings:
    return Settings(
        chroma=ChromaSettings(port=chroma.port),
        redis=RedisSettings(url=SecretStr(await claim_redis())),
    )


class Load:
    """Asks and enrols without a pause, and notes what was answered."""

    def __init__(self, server: Server) -> None:
        self._client = server.client
        self.acknowledged: list[UUID] = []
        self.found = 0
        self.wrong: list[str] = []

    async def enrol(self, subject_id: UUID, image: str) -> bool:
        body = {"image": image, "collection": "passengers", "consent": "c"}
        answer = await self._client.put(f"/faces/{subject_id}", json=body)
        return answer.status_code == 200

    async def keep_enrolling(self) -> None:
        image = as_base64(other_person(OTHER_PEOPLE[1]))
        while True:
            subject_id = uuid4()
            if await self._answered(self.enrol(subject_id, image)):
                self.acknowledged.append(subject_id)

    async def keep_asking(self) -> None:
        among = [str(ANNA), str(BORIS)]
        body: dict[str, object] = {"image": PROBE, "collection": "passengers", "among": among}
        while True:
            await self._answered(self._ask(body))

    async def _ask(self, body: dict[str, object]) -> bool:
        answer = await self._client.post("/faces/search", json=body)
        if answer.status_code != 200:
            return False
        told = answer.json()
        if told["verdict"] != "MATCH" or told["matches"][0]["subject_id"] != str(ANNA):
            self.wrong.append(answer.text)
        self.found += 1
        return True

    async def _answered(self, asked: Awaitable[bool]) -> bool:
        try:
            done = await asked
        except httpx.TransportError:
            done = False
        if not done:
            await asyncio.sleep(0.05)
        return done


async def more(load: Load) -> None:
    """Wait until both kinds of work go on."""
    enrolled, found = len(load.acknowledged), load.found
    async with asyncio.timeout(60):
        while len(load.acknowledged) < enrolled + 1 or load.found < found + 1:
            await asyncio.sleep(0.05)


async def under_load(
    server: Server, load: Load, faults: list[Callable[[], Awaitable[None]]]
) -> None:
    work = [asyncio.create_task(load.keep_enrolling()), asyncio.create_task(load.keep_asking())]
    await more(load)
    for fault in faults:
        await fault()
        if server.process.returncode is None:
            await more(load)
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)


async def test_kills_in_the_middle_of_load(settings: Settings, chroma: OwnChroma) -> None:
    async with serving(settings, workers=2) as server:
        load = Load(server)
        assert await load.enrol(ANNA, as_base64(astronaut()))
        assert await load.enrol(BORIS, as_base64(other_person(OTHER_PEOPLE[0])))

        async def kill_a_worker() -> None:
            os.kill(server.worker_pids()[-1], signal.SIGKILL)

        async def kill_chroma() -> None:
            await chroma.kill()
            await asyncio.sleep(0.3)
            await chroma.start()

        async def kill_the_server() -> None:
            children = server.worker_pids()
            server.process.kill()
            await server.process.wait()
            await until_gone(children)

        await under_load(server, load, [kill_a_worker, kill_chroma, kill_the_server])

    await chroma.kill()
    await chroma.start()
    assert load.wrong == []
    assert await missing(settings, load.acknowledged) == set()
    async with serving(settings) as server:
        again = Load(server)
        asking = asyncio.create_task(again.keep_asking())
        async with asyncio.timeout(30):
            while not again.found:
                await asyncio.sleep(0.05)
        asking.cancel()
        assert again.wrong == []


async def missing(settings: Settings, subjects: list[UUID]) -> set[UUID]:
    """Those whose templates cannot be read any more."""
    redis, chroma = RedisConnection(settings.redis), Chroma(settings.chroma)
    store = TemplateStore(Registry(redis), Records(chroma), settings.templates.sealer)
    try:
        return set(subjects) - (await store.read(INDEX, subjects)).keys()
    finally:
        await chroma.close()
        await redis.close()
