"""Opaque sessions: random tokens whose hashes stand in Redis, revocable at once everywhere.

`session:{sha256}` holds the caller; `sessions:{kind}:{id}` is the set of a caller's sessions,
scored by when each ends, so that all of them can be found and ended.
"""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Iterable
from typing import Annotated, ClassVar
from uuid import UUID

import orjson
from cachetools import TTLCache
from fastapi import Depends
from service_kit.callers import Authenticator, Caller
from service_kit.components import Component, provide
from service_kit.redis_async.connection import RedisConnection
from service_kit.settings import SessionSettings

TOKEN_BYTES = 32
# Of secrets.token_urlsafe(TOKEN_BYTES); anything else is not looked up.
TOKEN_LENGTH = 43
_CACHED_SESSIONS = 10_000


class SessionStore(Component, Authenticator):
    """Makes, finds and ends sessions.

    Found sessions are remembered for `cache_seconds`, under a second, so that a busy robot does
    not cost one round trip to Redis per request. That is also the longest that an ended session
    can still be accepted by another process.
    """

    name: ClassVar[str] = "sessions"

    def __init__(self, redis: RedisConnection, settings: SessionSettings) -> None:
        self._redis = redis.client
        self._settings = settings
        # A burst of requests with one token asks Redis once.
        self._looking_up: dict[str, asyncio.Task[Caller | None]] = {}
        self._found: TTLCache[str, Caller] = TTLCache(_CACHED_SESSIONS, settings.cache_seconds)

    async def check(self) -> None:
        await self._redis.ping()

    @property
    def lifetime_seconds(self) -> int:
        return self._settings.lifetime_seconds

    async def create(self, caller: Caller) -> str:
        """Begin a session and return its token, which nobody can read again."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        digest = _digest(token)
        now = time.time()
        index = _index(caller.kind, str(caller.id))
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(_key(digest), _dump(caller), ex=self._settings.lifetime_seconds)
            pipe.zadd(index, {digest: now + self._settings.lifetime_seconds})
            pipe.zremrangebyscore(index, 0, now)
            pipe.expire(index, self._settings.lifetime_seconds)
            pipe.zrange(index, 0, -self._settings.per_caller - 1)
            surplus = (await pipe.execute())[-1]
        await self._end(index, surplus)
        return token

    async def authenticate(self, credential: str) -> Caller | None:
        if len(credential) != TOKEN_LENGTH:
            return None
        cached = self._found.get(credential)
        if cached is not None:
            return cached
        looking = self._looking_up.get(credential)
        if looking is None:
            looking = self._looking_up[credential] = asyncio.create_task(self._find(credential))
            looking.add_done_callback(lambda _: self._looking_up.pop(credential, None))
        # Shielded: a client that hangs up must not take the answer from the others.
        return await asyncio.shield(looking)

    async def _find(self, credential: str) -> Caller | None:
        stored = await self._redis.get(_key(_digest(credential)))
        if stored is None:
            return None
        caller = _load(stored)
        self._found[credential] = caller
        return caller

    async def revoke(self, token: str) -> None:
        """End one session."""
        caller = await self.authenticate(token)
        self._found.pop(token, None)
        if caller is not None:
            await self._end(_index(caller.kind, str(caller.id)), [_digest(token)])

    async def revoke_all(self, kind: str, caller_id: str) -> int:
        """End every session of a caller; how many there were."""
        index = _index(kind, caller_id)
        digests = await self._redis.zrange(index, 0, -1)
        self._found.clear()
        await self._end(index, map(str, digests))
        return len(digests)

    async def _end(self, index: str, digests: Iterable[str]) -> None:
        ended = list(digests)
        if not ended:
            return
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(*map(_key, ended))
            pipe.zrem(index, *ended)
            await pipe.execute()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(digest: str) -> str:
    return f"session:{digest}"


def _index(kind: str, caller_id: str) -> str:
    return f"sessions:{kind}:{caller_id}"


def _dump(caller: Caller) -> bytes:
    return orjson.dumps(
        {
            "kind": caller.kind,
            "id": str(caller.id),
            "name": caller.name,
            "privileges": caller.privileges,
            "attributes": caller.attributes,
        }
    )


def _load(stored: str | bytes) -> Caller:
    fields = orjson.loads(stored)
    return Caller(**{**fields, "id": UUID(fields["id"])})


SessionStoreDep = Annotated[SessionStore, Depends(provide(SessionStore))]
