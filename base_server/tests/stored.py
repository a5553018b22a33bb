"""All that stands in Redis, as somebody reads who may read everything."""

import base64
import re
from collections.abc import Awaitable, Callable
from typing import Any

from redis.asyncio import Redis

_ENCODED = re.compile(r"eyJ[\w-]+\.([\w-]+)\.[\w-]*")


async def read_all(redis: Redis) -> str:
    """Keys and values, with what is in JSON Web Tokens."""
    readers: dict[str, Callable[[str], Awaitable[Any]]] = {
        "string": redis.get,
        "set": redis.smembers,
        "hash": redis.hgetall,
        "zset": lambda key: redis.zrange(key, 0, -1),
        "stream": redis.xrange,
    }
    found = [
        f"{key} {await readers[str(await redis.type(key))](key)}" async for key in redis.scan_iter()
    ]
    text = "\n".join(found)
    return "\n".join([text, *(_decoded(payload) for payload in _ENCODED.findall(text))])


def _decoded(payload: str) -> str:
    return base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode(errors="replace")
