"""Sessions begin, are limited in number, and end."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from service_kit.callers import Caller
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.sessions import SessionStore

from tests.sample import Settings


@pytest.fixture
def store(app: FastAPI) -> SessionStore:
    return components_of(app).get(SessionStore)


def _caller() -> Caller:
    return Caller(kind="robot", id=uuid4(), name="R2", privileges=3, attributes={"store_id": "x"})


async def _status(client: httpx.AsyncClient, token: str) -> int:
    answer = await client.get("/notes", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


async def test_a_session_carries_its_caller(store: SessionStore) -> None:
    caller = _caller()
    assert await store.authenticate(await store.create(caller)) == caller


async def test_redis_holds_no_token_but_its_sha_256(
    store: SessionStore, settings: Settings
) -> None:
    token = await store.create(_caller())
    async with Redis.from_url(settings.redis.url.get_secret_value()) as redis:
        keys = [key.decode() async for key in redis.scan_iter()]
    assert f"session:{sha256(token.encode()).hexdigest()}" in keys
    assert all(token not in key for key in keys)


async def test_an_ended_session_is_dead_at_once_here(
    store: SessionStore, client: httpx.AsyncClient
) -> None:
    token = await store.create(_caller())
    assert await _status(client, token) == 200
    await store.revoke(token)
    assert await _status(client, token) == 401


async def test_an_ended_session_is_dead_within_a_second_elsewhere(
    store: SessionStore, app: FastAPI, settings: Settings
) -> None:
    caller = _caller()
    token = await store.create(caller)
    elsewhere = SessionStore(components_of(app).get(RedisConnection), settings.sessions)
    assert await elsewhere.authenticate(token) is not None
    assert await store.revoke_all(caller.kind, str(caller.id)) == 1
    await asyncio.sleep(settings.sessions.cache_seconds + 0.05)
    assert await elsewhere.authenticate(token) is None


async def test_the_oldest_session_makes_room(store: SessionStore) -> None:
    caller = _caller()
    tokens = [await store.create(caller) for _ in range(4)]
    alive = [await store.authenticate(token) is not None for token in tokens]
    assert alive == [False, True, True, True]


async def test_a_session_is_told_by_an_id_that_opens_nothing(
    store: SessionStore, client: httpx.AsyncClient
) -> None:
    caller = _caller()
    token = await store.create(caller)
    (session,) = await store.list_of(caller.kind, str(caller.id))
    assert session.created_at < session.expires_at
    assert await store.authenticate(str(session.id)) is None
    assert str(session.id) not in token


async def test_a_session_is_ended_by_its_id(store: SessionStore) -> None:
    caller = _caller()
    tokens = [await store.create(caller) for _ in range(2)]
    newest, _ = await store.list_of(caller.kind, str(caller.id))
    assert await store.revoke_by_id(newest.id) == caller
    assert await store.revoke_by_id(newest.id) is None
    assert [await store.authenticate(token) for token in tokens] == [caller, None]
    assert len(await store.list_of(caller.kind, str(caller.id))) == 1


async def test_those_of_other_privileges_are_ended(store: SessionStore) -> None:
    caller = _caller()
    promoted = replace(caller, privileges=7)
    tokens = [await store.create(one) for one in (caller, promoted, caller)]
    kind, caller_id = caller.kind, str(caller.id)
    assert await store.revoke_outdated(kind, caller_id, privileges=7) == 2
    assert [await store.authenticate(token) for token in tokens] == [None, promoted, None]
    assert await store.revoke_outdated(kind, caller_id, privileges=7) == 0


async def test_an_ended_session_leaves_nothing_in_redis(
    store: SessionStore, settings: Settings
) -> None:
    caller = _caller()
    await store.revoke(await store.create(caller))
    async with Redis.from_url(settings.redis.url.get_secret_value()) as redis:
        keys = [key.decode() async for key in redis.scan_iter("session*")]
        assert not [key for key in keys if str(caller.id) in key]
        assert await store.list_of(caller.kind, str(caller.id)) == []


async def test_what_is_kept_beside_a_session_ends_with_it(
    store: SessionStore, app: FastAPI, settings: Settings
) -> None:
    caller = _caller()
    tokens = [await store.create(caller) for _ in range(settings.sessions.per_caller)]
    for number, token in enumerate(tokens):
        assert await store.attach(token, f"note-{number}", group="there")
    renewed = await store.renew(tokens[0])
    assert renewed is not None
    assert await store.note_of(renewed) == "note-0"
    # Without its note. It makes the one go that would have ended first.
    await store.create(caller)
    await store.revoke(renewed)
    async with Redis.from_url(
        settings.redis.url.get_secret_value(), decode_responses=True
    ) as redis:
        keys = [key async for key in redis.scan_iter("session-id:*")]
        stored = [str(one) for one in await redis.mget(keys)]
    assert [sum(f"note-{number}" in one for one in stored) for number in range(len(tokens))] == [
        0,
        0,
        1,
    ]
    assert await store.revoke_group("there") == [caller]
    assert await store.revoke_group("there") == []
    assert not await store.attach(tokens[0], "note", group=None)
    assert len(await store.list_of(caller.kind, str(caller.id))) == 1


async def test_a_caller_is_seen_on_every_server_once_a_minute(
    store: SessionStore, app: FastAPI, settings: Settings
) -> None:
    caller, idle = _caller(), _caller()
    token = await store.create(caller)
    before = datetime.now(UTC)
    await store.authenticate(token)
    first = await store.last_seen(caller.kind, [caller.id, idle.id])
    store._found.forget_all()
    await store.authenticate(token)
    assert before <= first[caller.id] <= datetime.now(UTC)
    assert await store.last_seen(caller.kind, [caller.id, idle.id]) == first
    elsewhere = SessionStore(components_of(app).get(RedisConnection), settings.sessions)
    await elsewhere.authenticate(token)
    assert (await store.last_seen(caller.kind, [caller.id]))[caller.id] > first[caller.id]
    await store.revoke_all(caller.kind, str(caller.id))
    assert await store.last_seen(caller.kind, [caller.id]) == {}
