"""The pool of Redis connections under a burst."""

import asyncio

from pydantic import SecretStr
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.connection import MAXIMUM_CONNECTIONS
from service_kit.settings import RedisSettings


async def test_burst_waits_for_its_turn(redis_url: str) -> None:
    redis = RedisConnection(RedisSettings(url=SecretStr(redis_url)))
    pings = await asyncio.gather(*(redis.client.ping() for _ in range(MAXIMUM_CONNECTIONS * 10)))
    await redis.close()
    assert all(pings)
