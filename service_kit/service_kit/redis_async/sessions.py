"""Opaque sessions: random tokens whose hashes stand in Redis, revocable at once everywhere."""

import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, cast
from uuid import UUID

import orjson
from fastapi import Depends
from service_kit.callers import Authenticator, Caller
from service_kit.components import Component, provide
from service_kit.redis_async.connection import RedisConnection
from service_kit.redis_async.found import FoundSessions
from service_kit.redis_async.last_seen import LastSeen
from service_kit.redis_async.session_records import (
    SessionInfo,
    digest_of,
    dump_caller,
    group_key,
    id_key,
    id_key_of,
    index_key,
    load_caller,
    load_info,
    new_record,
    public_id,
    session_key,
    successor_of,
)
from service_kit.redis_async.session_scripts import ATTACH, END, RENEW
from service_kit.settings import SessionSettings

TOKEN_BYTES = 32
# Of secrets.token_urlsafe(TOKEN_BYTES); anything else is not looked up.
TOKEN_LENGTH = 43
# So long a renewed session lives on: the answer with the new one may be lost on its way.
FORMER_SECONDS = 60


class SessionStore(Component, Authenticator):
    """Makes, finds and ends sessions.

    Found sessions are remembered for `cache_seconds`, under a second, so that a busy robot does
    not cost one round trip to Redis per request. That is also the longest that an ended session
    can still be accepted by another process.
    """

    name: ClassVar[str] = "sessions"

    def __init__(self, redis: RedisConnection, settings: SessionSettings) -> None:
        self._redis = redis.client
        self._run_renew = self._redis.register_script(RENEW)
        self._run_attach = self._redis.register_script(ATTACH)
        self._run_end = self._redis.register_script(END)
        self._settings = settings
        self._seen = LastSeen(redis)
        self._found = FoundSessions(redis.client, self._seen, settings.cache_seconds)

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
        token = secrets.token_urlsafe(TOKEN_BYTES)
        digest = digest_of(token)
        now = time.time()
        lifetime = self._settings.lifetime_seconds
        index = index_key(caller.kind, str(caller.id))
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(session_key(digest), dump_caller(caller), ex=lifetime)
            pipe.set(id_key(digest), orjson.dumps(new_record(digest, now)), ex=lifetime)
            pipe.zadd(index, {digest: now + lifetime})
            pipe.zremrangebyscore(index, 0, now)
            pipe.expire(index, lifetime)
            pipe.zrange(index, 0, -self._settings.per_caller - 1)
            surplus = (await pipe.execute())[-1]
        await self._end(index, surplus)
        return token

    async def renew(self, token: str) -> str | None:
        """Another token, with its full lifetime, in place of this one, which lives for a minute.

        In that minute a renewal of either gives that same token again: the answer may have been
        lost, and two tabs may ask at once. Whatever ends one of the two ends both. None when the
        session has ended, or began too long ago to be renewed once more.
        """
        digest = digest_of(token)
        stored, origin = await self._redis.mget(session_key(digest), id_key(digest))
        if stored is None or origin is None:
            return None
        record = orjson.loads(origin)
        if time.time() - record["began_at"] > self._settings.longest_seconds:
            return None
        # A session of an older version has no seed, and ends in its time.
        if "seed" not in record or await self._is_fresh(record):
            return token
        renewed = successor_of(token, record["seed"])
        return renewed if await self._replace(stored, record, digest_of(renewed)) else None

    async def _is_fresh(self, record: dict[str, Any]) -> bool:
        """Does the one whose place it took live on?"""
        former = record.get("former")
        return former is not None and bool(await self._redis.exists(session_key(former)))

    async def _replace(self, caller: str | bytes, record: dict[str, Any], new: str) -> bool:
        """False when the session has just ended. Once and many times at once are the same."""
        old, now = record["digest"], time.time()
        holder = load_caller(caller)
        kept = {"began_at": record["began_at"], "former": old}
        successor = record | new_record(new, now) | kept
        lifetime = self._settings.lifetime_seconds
        keys = [session_key(old), id_key(old), session_key(new), id_key(new)]
        keys += [record["group"]] if "group" in record else []
        records = [orjson.dumps(one) for one in (record | {"successor": new}, successor)]
        return bool(
            await self._run_renew(
                keys=[*keys, index_key(holder.kind, str(holder.id))],
                args=[old, new, caller, *records, now + lifetime, lifetime, FORMER_SECONDS],
            )
        )

    async def attach(self, token: str, note: str, *, group: str | None) -> bool:
        """Keep a note beside a session that was just made, and count it to a group of sessions.

        Both go on with a renewal and end with the session. False when it has ended.
        """
        digest, now = digest_of(token), time.time()
        origin = await self._redis.get(id_key(digest))
        if origin is None:
            return False
        record, keys = orjson.loads(origin) | {"note": note}, [session_key(digest), id_key(digest)]
        if group is not None:
            record["group"] = group_key(group)
            keys.append(record["group"])
        lifetime = self._settings.lifetime_seconds
        fields = orjson.dumps(record)
        return bool(
            await self._run_attach(keys=keys, args=[digest, fields, now + lifetime, lifetime, now])
        )

    async def note_of(self, token: str) -> str | None:
        origin = await self._redis.get(id_key(digest_of(token)))
        note: str | None = None if origin is None else orjson.loads(origin).get("note")
        return note

    async def revoke_group(self, group: str) -> list[Caller]:
        """End each session of a group; whose they were."""
        digests = await self._redis.zrange(group_key(group), 0, -1)
        ended = [await self.revoke_by_id(public_id(str(one))) for one in digests]
        return [caller for caller in ended if caller is not None]

    async def authenticate(self, credential: str) -> Caller | None:
        return await self._found.find(credential) if len(credential) == TOKEN_LENGTH else None

    async def last_seen(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, datetime]:
        """When each of these callers last used a session, to the minute; unknown ones are left
        out."""
        return await self._seen.of(kind, ids)

    async def revoke(self, token: str) -> None:
        """End one session."""
        caller = await self.authenticate(token)
        if caller is not None:
            await self._end(index_key(caller.kind, str(caller.id)), [digest_of(token)])
        # Its former or its successor may have been found, too.
        self._found.forget_all()

    async def revoke_all(self, kind: str, caller_id: str) -> int:
        """End every session of a caller; how many there were."""

        async def every(digests: list[str]) -> list[str]:
            return digests

        count = await self._end_each(index_key(kind, caller_id), every)
        # Of somebody who is gone nothing is left.
        await self._seen.forget(kind, caller_id)
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
        """How many lived. Looks until none is left: somebody may be signing in."""
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
        ended = await self._end(index_key(caller.kind, str(caller.id)), [digest])
        self._found.forget_all()
        return caller if ended else None

    async def _end(self, index: str, digests: Collection[str]) -> int:
        """How many of them lived, each with its former or its successor."""
        return int(await self._run_end(keys=[index], args=[*digests])) if digests else 0


SessionStoreDep = Annotated[SessionStore, Depends(provide(SessionStore))]
