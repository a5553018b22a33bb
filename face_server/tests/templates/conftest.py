from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
from service_kit.redis_async import RedisConnection
from service_kit.settings import RedisSettings

from app.chroma import Chroma, ChromaSettings
from app.config import TemplateSettings
from app.templates.galleries import Galleries
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.store import TemplateStore
from tests.waiting import until


class Replica:
    """What one process of the server has of the templates."""

    def __init__(self, redis: RedisConnection, chroma: Chroma, templates: TemplateSettings) -> None:
        self.redis = redis
        self.chroma = chroma
        self.registry = Registry(redis)
        self.records = Records(chroma)
        self.store = TemplateStore(self.registry, self.records, templates.sealer)
        self.galleries = Galleries(self.registry, self.store)

    async def start(self) -> None:
        await self.galleries.open()
        await until(lambda: self.galleries.is_loaded)

    async def stop(self) -> None:
        await self.galleries.close()
        await self.chroma.close()
        await self.redis.close()


NewReplica = Callable[..., Replica]


@pytest.fixture
async def new_replica(
    chroma_settings: ChromaSettings, redis_settings: RedisSettings
) -> AsyncIterator[NewReplica]:
    """Makes replicas; a test starts those whose gallery it asks."""
    async with AsyncExitStack() as stack:

        def make(
            templates: TemplateSettings | None = None, store: ChromaSettings | None = None
        ) -> Replica:
            redis, chroma = RedisConnection(redis_settings), Chroma(store or chroma_settings)
            replica = Replica(redis, chroma, templates or TemplateSettings())
            stack.push_async_callback(replica.stop)
            return replica

        yield make


@pytest.fixture
async def nobody(redis_settings: RedisSettings) -> AsyncIterator[None]:
    """Upkeep is about everything there is, so it has to begin with nothing."""
    redis = RedisConnection(redis_settings)
    await redis.client.flushdb()
    yield
    await redis.client.flushdb()
    await redis.close()


@pytest.fixture
async def redis_files(redis_settings: RedisSettings) -> AsyncIterator[None]:
    """Redis writes each command to its file before it answers, as in production."""
    redis = RedisConnection(redis_settings)
    await redis.client.config_set("appendonly", "yes")
    yield
    await redis.client.config_set("appendonly", "no")
    await redis.close()


@pytest.fixture
async def replica(new_replica: NewReplica) -> Replica:
    started = new_replica()
    await started.start()
    return started
