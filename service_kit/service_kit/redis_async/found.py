"""Whose a session is, asked of Redis once for many requests."""

import asyncio
import time

from redis.asyncio import Redis
from service_kit.callers import Caller
from service_kit.redis_async.last_seen import LastSeen
from service_kit.redis_async.session_records import digest_of, load_caller, session_key

_MOST = 10_000


class FoundSessions:
    """Callers by their token, each remembered for less than a second.

    Every request asks here, and a cache for all purposes costs it more than the whole look-up
    should. For so short a time it is enough to forget everybody when there are too many.
    """

    def __init__(self, redis: Redis, seen: LastSeen, seconds: float) -> None:
        self._redis = redis
        self._seen = seen
        self._seconds = seconds
        self._found: dict[str, tuple[float, Caller]] = {}
        # A burst of requests with one token asks Redis once.
        self._looking_up: dict[str, asyncio.Task[Caller | None]] = {}

    async def find(self, token: str) -> Caller | None:
        found = self._found.get(token)
        if found is not None and found[0] >= time.monotonic():
            return found[1]
        looking = self._looking_up.get(token)
        if looking is None:
            looking = self._looking_up[token] = asyncio.create_task(self._look_up(token))
            looking.add_done_callback(lambda _: self._looking_up.pop(token, None))
        # Shielded: a client that hangs up must not take the answer from the others.
        return await asyncio.shield(looking)

    async def _look_up(self, token: str) -> Caller | None:
        stored = await self._redis.get(session_key(digest_of(token)))
        if stored is None:
            return None
        caller = load_caller(stored)
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[token] = (time.monotonic() + self._seconds, caller)
        await self._seen.note(caller)
        return caller

    def forget_all(self) -> None:
        self._found.clear()
