"""Opaque sessions: random tokens whose hashes stand in Redis, revocable at once everywhere."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, ClassVar, cast
from uuid import UUID

import orjson
from cachetools import TTLCache
from fastapi import Depends
from service_kit.callers import Authenticator, Caller
from service_kit.components import Component, provide
from service_kit.redis_async.connection import RedisConnection
from service_kit.redis_async.found import FoundSessions
from service_kit.redis_async.session_records import (
    SessionInfo,
    digest_of,
    dump_caller,
    dump_origin,
    id_key,
    id_key_of,
    index_key,
    load_caller,
    load_info,
    public_id,
    seen_key,
    session_key,
)
from service_kit.settings import SessionSettings

TOKEN_BYTES = 32
# Of secrets.token_urlsafe(TOKEN_BYTES); anything else is not looked up.
TOKEN_LENGTH = 43
_NOTED_CALLERS = 10_000
_SEEN_EVERY_SECONDS = 60
_SEEN_KEPT_SECONDS = 30 * 24 * 3600


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
        self._found = FoundSessions(settings.cache_seconds)
        self._noted: TTLCache[str, bool] = TTLCache(_NOTED_CALLERS, _SEEN_EVERY_SECONDS)

    async def check(self) -> None:
        await self._redis.ping()

    @property
    def lifetime_seconds(self) -> int:
        return self._settings.lifetime_seconds

    @property
    def longest_seconds(self) -> int:
        """From the sign-in to the end of the last renewal."""
        return self._settings.longest_seconds + self._settings.lifetime_seconds

    async def create(self, caller: Caller) -> str:
        """Begin a session and return its token, which nobody can read again."""
        return await self._begin(caller, began_at=time.time())

    async def renew(self, token: str) -> str | None:
        """Another token, with its full lifetime, in place of this one.

        None when the session has ended, or began too long ago to be renewed once more. It never
        outlives an end of all the caller's sessions that happens at the same time.
        """
        digest = digest_of(token)
        stored, origin = await self._redis.mget(session_key(digest), id_key(digest))
        if stored is None or origin is None:
            return None
        began_at = orjson.loads(origin)["began_at"]
        if time.time() - began_at > self._settings.longest_seconds:
            return None
        caller = load_caller(stored)
        renewed = await self._begin(caller, began_at=began_at)
        index = index_key(caller.kind, str(caller.id))
        self._found.forget(token)
        if not await self._end(index, [digest]):
            await self._end(index, [digest_of(renewed)])
            return None
        return renewed

    async def _begin(self, caller: Caller, *, began_at: float) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        digest = digest_of(token)
        now = time.time()
        origin = dump_origin(digest, now, began_at)
        index = index_key(caller.kind, str(caller.id))
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(session_key(digest), dump_caller(caller), ex=self._settings.lifetime_seconds)
            pipe.set(id_key(digest), origin, ex=self._settings.lifetime_seconds)
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
        stored = await self._redis.get(session_key(digest_of(credential)))
        if stored is None:
            return None
        caller = load_caller(stored)
        self._found.keep(credential, caller)
        await self._note_seen(caller)
        return caller

    async def _note_seen(self, caller: Caller) -> None:
        key = seen_key(caller.kind, caller.id)
        if key not in self._noted:
            self._noted[key] = True
            await self._redis.set(key, time.time(), ex=_SEEN_KEPT_SECONDS)

    async def last_seen(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, datetime]:
        """When each of these callers last used a session, to the minute; unknown ones are left
        out."""
        if not ids:
            return {}
        found = await self._redis.mget(seen_key(kind, one) for one in ids)
        return {
            one: datetime.fromtimestamp(float(seen), UTC)
            for one, seen in zip(ids, found, strict=True)
            if seen is not None
        }

    async def revoke(self, token: str) -> None:
        """End one session."""
        caller = await self.authenticate(token)
        self._found.forget(token)
        if caller is not None:
            await self._end(index_key(caller.kind, str(caller.id)), [digest_of(token)])

    async def revoke_all(self, kind: str, caller_id: str, *, but: str | None = None) -> int:
        """End every session of a caller, `but` the one with this token; how many there were."""
        kept = digest_of(but) if but is not None else None

        async def others(digests: list[str]) -> list[str]:
            return [digest for digest in digests if digest != kept]

        count = await self._end_each(index_key(kind, caller_id), others)
        if but is None:
            # Of somebody who is gone nothing is left.
            await self._redis.delete(seen_key(kind, caller_id))
        return count

    async def revoke_outdated(self, kind: str, caller_id: str, *, privileges: int) -> int:
        """End every session of a caller that carries other privileges; how many there were."""

        async def outdated(digests: list[str]) -> list[str]:
            stored = await self._redis.mget(map(session_key, digests)) if digests else []
            return [
                digest
                for digest, one in zip(digests, stored, strict=True)
                # One that is gone may have been renewed just now: reason enough to look again.
                if one is None or load_caller(one).privileges != privileges
            ]

        return await self._end_each(index_key(kind, caller_id), outdated)

    async def _end_each(
        self, index: str, chosen: Callable[[list[str]], Awaitable[list[str]]]
    ) -> int:
        """How many lived. Looks until none is left: what is renewed meanwhile has a new name."""
        count = 0
        while ended := await chosen([str(one) for one in await self._redis.zrange(index, 0, -1)]):
            count += await self._end(index, ended)
        self._found.forget_all()
        return count

    async def list_of(self, kind: str, caller_id: str) -> list[SessionInfo]:
        """The live sessions of a caller, the one that ends last first."""
        index = index_key(kind, caller_id)
        found = await self._redis.zrange(
            index, "+inf", time.time(), byscore=True, desc=True, withscores=True
        )
        scored = cast("list[tuple[str, float]]", found)
        if not scored:
            return []
        origins = await self._redis.mget(id_key(digest) for digest, _ in scored)
        return [
            load_info(digest, end, origin)
            for (digest, end), origin in zip(scored, origins, strict=True)
            if origin is not None
        ]

    @staticmethod
    def id_of(token: str) -> UUID:
        """The public id of the session with this token, which opens nothing."""
        return public_id(digest_of(token))

    async def revoke_by_id(self, session_id: UUID) -> Caller | None:
        """End one session by its public id; whose it was, or None when it does not live."""
        origin = await self._redis.get(id_key_of(session_id))
        if origin is None:
            return None
        digest = orjson.loads(origin)["digest"]
        stored = await self._redis.get(session_key(digest))
        if stored is None:
            return None
        caller = load_caller(stored)
        await self._end(index_key(caller.kind, str(caller.id)), [digest])
        self._found.forget_all()
        return caller

    async def _end(self, index: str, digests: Iterable[str]) -> int:
        """How many of them lived."""
        ended = list(digests)
        if not ended:
            return 0
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(*map(session_key, ended))
            pipe.delete(*map(id_key, ended))
            pipe.zrem(index, *ended)
            count: int = (await pipe.execute())[0]
        return count


SessionStoreDep = Annotated[SessionStore, Depends(provide(SessionStore))]
