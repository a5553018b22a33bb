"""The pool of Redis connections under a burst, and before a Redis that hangs."""

import asyncio

import pytest
from pydantic import SecretStr
from redis.exceptions import TimeoutError as RedisTimeout
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.connection import MAXIMUM_CONNECTIONS
from service_kit.settings import RedisSettings


async def test_burst_waits_for_its_turn(redis_url: str) -> None:
    redis = RedisConnection(RedisSettings(url=SecretStr(redis_url)))
    pings = await asyncio.gather(*(redis.client.ping() for _ in range(MAXIMUM_CONNECTIONS * 10)))
    await redis.close()
    assert all(pings)


async def test_a_redis_that_hangs_is_asked_once() -> None:
    """Whoever waits for it waits for one time limit, not for that of each repetition."""
    asked, over = [], asyncio.Event()

    async def listen(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(writer)
        await over.wait()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    redis = RedisConnection(RedisSettings(url=SecretStr(url), timeout_seconds=0.1))
    with pytest.raises(RedisTimeout):
        await redis.client.ping()
    await redis.close()
    over.set()
    server.close()
    assert len(asked) == 1
