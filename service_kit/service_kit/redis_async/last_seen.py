"""When callers last asked for anything."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from cachetools import TTLCache
from service_kit.callers import Caller
from service_kit.redis_async.connection import RedisConnection
from service_kit.redis_async.session_records import seen_key

_NOTED_CALLERS = 10_000
_EVERY_SECONDS = 60
_KEPT_SECONDS = 30 * 24 * 3600


class LastSeen:
    """To the minute, for a month."""

    def __init__(self, redis: RedisConnection) -> None:
        self._redis = redis.client
        self._noted: TTLCache[str, bool] = TTLCache(_NOTED_CALLERS, _EVERY_SECONDS)

    async def note(self, caller: Caller) -> None:
        key = seen_key(caller.kind, caller.id)
        if key not in self._noted:
            self._noted[key] = True
            await self._redis.set(key, time.time(), ex=_KEPT_SECONDS)

    async def of(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, datetime]:
        """Those of whom nothing is known are left out."""
        if not ids:
            return {}
        found = await self._redis.mget(seen_key(kind, one) for one in ids)
        return {
            one: datetime.fromtimestamp(float(seen), UTC)
            for one, seen in zip(ids, found, strict=True)
            if seen is not None
        }

    async def forget(self, kind: str, caller_id: str) -> None:
        await self._redis.delete(seen_key(kind, caller_id))
