"""A session is renewed: another token, for the same caller, that dies with the former one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from service_kit.callers import Caller
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.session_records import digest_of, session_key
from service_kit.redis_async.sessions import SessionStore

from tests.sample import Settings

End = Callable[[SessionStore, str], Awaitable[object]]


@pytest.fixture
def store(app: FastAPI) -> SessionStore:
    return components_of(app).get(SessionStore)


@pytest.fixture
def redis(app: FastAPI) -> Redis:
    return components_of(app).get(RedisConnection).client


@pytest.fixture
def caller() -> Caller:
    return Caller(kind="engineer", id=uuid4(), name="anna", privileges=4)


async def _count(store: SessionStore, caller: Caller) -> int:
    return len(await store.list_of(caller.kind, str(caller.id)))


async def _live(store: SessionStore, tokens: Iterable[str | None]) -> list[bool]:
    store._found.forget_all()
    return [one is not None and await store.authenticate(one) is not None for one in tokens]


async def _after_the_minute(redis: Redis, former: str) -> None:
    """The former session expires, and takes nothing with it."""
    digest = digest_of(former)
    assert 0 < await redis.ttl(session_key(digest)) <= 60
    await redis.delete(session_key(digest), f"session-id:{UUID(digest[:32])}")


async def test_takes_the_place_of_the_former(
    store: SessionStore, redis: Redis, caller: Caller
) -> None:
    token = await store.create(caller)
    renewed = await store.renew(token)
    assert renewed is not None
    assert renewed != token
    assert await store.authenticate(renewed) == caller
    assert await _count(store, caller) == 1
    await _after_the_minute(redis, token)
    assert await _live(store, [token, renewed]) == [False, True]


async def test_of_an_ended_session(store: SessionStore, caller: Caller) -> None:
    token = await store.create(caller)
    await store.revoke(token)
    assert await store.renew(token) is None


async def test_not_for_ever(
    store: SessionStore, app: FastAPI, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await store.create(caller)
    monkeypatch.setattr(app.state.settings.sessions, "longest_seconds", -1)
    assert await store.renew(token) is None


async def test_of_the_oldest_among_as_many_as_may_be(
    store: SessionStore, settings: Settings, caller: Caller
) -> None:
    """It is no session more, so nobody has to make room."""
    tokens = [await store.create(caller) for _ in range(settings.sessions.per_caller)]
    renewed = await store.renew(tokens[0])
    assert await _live(store, [renewed, *tokens[1:]]) == [True] * len(tokens)
    assert await _count(store, caller) == len(tokens)


async def test_whose_answer_was_lost(store: SessionStore, caller: Caller) -> None:
    """The browser has the former token only, and asks again: as often as it likes, for nothing."""
    token = await store.create(caller)
    renewed = await store.renew(token)
    assert await _live(store, [token]) == [True]
    assert {await store.renew(token) for _ in range(5)} == {renewed}
    assert await _count(store, caller) == 1


async def test_of_what_was_just_renewed(store: SessionStore, redis: Redis, caller: Caller) -> None:
    """Two tabs that ask for a renewal hold the same session in the end."""
    token = await store.create(caller)
    renewed = await store.renew(token)
    assert renewed is not None
    assert await store.renew(renewed) == renewed
    await _after_the_minute(redis, token)
    assert await store.renew(renewed) not in {None, token, renewed}
    assert await _count(store, caller) == 1


async def test_twice_at_once(store: SessionStore, caller: Caller) -> None:
    token = await store.create(caller)
    renewed = {*await asyncio.gather(*(store.renew(token) for _ in range(5)))}
    assert len(renewed) == 1
    assert await _live(store, renewed) == [True]
    assert await _count(store, caller) == 1


async def test_tells_nobody_without_the_former_token(
    store: SessionStore, redis: Redis, caller: Caller
) -> None:
    token = await store.create(caller)
    renewed = await store.renew(token)
    stored = [await redis.get(key) async for key in redis.scan_iter("session*", _type="string")]
    assert all(str(renewed) not in str(one) and token not in str(one) for one in stored)


async def _by_token(store: SessionStore, token: str) -> None:
    await store.revoke(token)


async def _by_id(store: SessionStore, token: str) -> None:
    assert await store.revoke_by_id(store.id_of(token)) is not None


@pytest.mark.parametrize("end", [_by_token, _by_id])
@pytest.mark.parametrize("of_the_former", [True, False])
async def test_either_ends_with_the_other(
    store: SessionStore, redis: Redis, caller: Caller, end: End, of_the_former: bool
) -> None:
    token = await store.create(caller)
    renewed = await store.renew(token)
    assert renewed is not None
    await end(store, token if of_the_former else renewed)
    assert await _live(store, [token, renewed]) == [False, False]
    assert await store.renew(token) is None
    assert [key async for key in redis.scan_iter(f"sessions:*{caller.id}")] == []


async def _of_all(store: SessionStore, token: str) -> None:
    caller = await store.authenticate(token)
    assert caller is not None
    assert await store.revoke_all(caller.kind, str(caller.id)) == 1


async def _of_old_privileges(store: SessionStore, token: str) -> None:
    caller = await store.authenticate(token)
    assert caller is not None
    assert await store.revoke_outdated(caller.kind, str(caller.id), privileges=2) == 1


@pytest.mark.parametrize("end", [_by_token, _by_id, _of_all, _of_old_privileges])
async def test_between_the_halves_of_an_end(
    store: SessionStore, caller: Caller, monkeypatch: pytest.MonkeyPatch, end: End
) -> None:
    """After the session was looked for, before it is ended."""
    token, end_now = await store.create(caller), store._end
    renewed = []

    async def end_late(index: str, digests: list[str]) -> int:
        monkeypatch.setattr(store, "_end", end_now)
        renewed.append(await store.renew(token))
        return await end_now(index, digests)

    monkeypatch.setattr(store, "_end", end_late)
    await end(store, token)
    assert renewed != [None]
    assert await _live(store, [token, *renewed]) == [False, False]
    assert await _count(store, caller) == 0


async def test_races_with_an_end(store: SessionStore) -> None:
    """Whoever is gone stays gone, whichever of the two is first."""
    for end in (_by_token, _by_id, _of_all) * 10:
        caller = Caller(kind="engineer", id=uuid4(), name="anna")
        token = await store.create(caller)
        renewed, _ = await asyncio.gather(store.renew(token), end(store, token))
        assert await _live(store, [token, renewed]) == [False, False]
        assert await _count(store, caller) == 0
