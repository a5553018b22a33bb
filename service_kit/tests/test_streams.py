"""Live events with replay."""

import asyncio
import time
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import redis.exceptions
from fastapi import FastAPI
from fastapi.sse import ServerSentEvent
from pydantic import SecretStr
from redis.asyncio import Redis
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.streams import EventStreams
from service_kit.settings import RedisSettings


@pytest.fixture
def streams(app: FastAPI) -> EventStreams:
    return components_of(app).get(EventStreams)


@pytest.fixture
async def redis_client(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


async def _always() -> bool:
    return True


async def _take(events: AsyncIterator[ServerSentEvent], count: int) -> list[ServerSentEvent]:
    async with asyncio.timeout(5):
        return [await anext(events) for _ in range(count)]


async def test_a_listener_hears_what_is_published_after_ready(streams: EventStreams) -> None:
    stream = uuid4().hex
    await streams.publish(stream, "note", {"n": 1})
    events = streams.follow(stream, None, _always)
    (ready,) = await _take(events, 1)
    await streams.publish(stream, "note", {"n": 2})
    (event,) = await _take(events, 1)
    assert ready.event == "ready"
    assert event.raw_data == '{"n":2}'


async def test_a_listener_that_was_away_hears_what_it_missed(streams: EventStreams) -> None:
    stream = uuid4().hex
    events = streams.follow(stream, None, _always)
    await _take(events, 1)
    await streams.publish(stream, "note", {"n": 1})
    (seen,) = await _take(events, 1)
    for number in (2, 3):
        await streams.publish(stream, "note", {"n": number})
    missed = await _take(streams.follow(stream, seen.id, _always), 3)
    assert [event.raw_data for event in missed[1:]] == ['{"n":2}', '{"n":3}']


async def test_ten_minutes_are_remembered(streams: EventStreams, redis_client: Redis) -> None:
    stream, then = uuid4().hex, int((time.time() - 600) * 1000)
    # So many that Redis could drop whole blocks of them.
    for number in range(1, 301):
        at = f"{then}-{number}"
        await redis_client.xadd(f"events:{stream}", {"kind": "note", "data": number}, id=at)
    await streams.publish(stream, "note", {"n": "now"})
    ready, *missed = await _take(streams.follow(stream, f"{then}-1", _always), 301)
    assert ready.event == "ready"
    assert [event.raw_data for event in missed] == [*map(str, range(2, 301)), '{"n":"now"}']


@pytest.mark.parametrize("forgotten", ["1-1", "rubbish"])
async def test_a_forgotten_position_is_told(streams: EventStreams, forgotten: str) -> None:
    stream = uuid4().hex
    await streams.publish(stream, "note", {"n": 1})
    (first,) = await _take(streams.follow(stream, forgotten, _always), 1)
    assert first.event == "reset"


async def test_a_burst_reaches_a_slow_listener_whole_and_without_pauses(
    streams: EventStreams,
) -> None:
    stream = uuid4().hex
    events = streams.follow(stream, None, _always)
    await _take(events, 1)
    await asyncio.gather(*(streams.publish(stream, "note", {"n": n}) for n in range(5_000)))
    # A pause after each of its batches would take 25 seconds.
    received = await _take(events, 5_000)
    assert [event.raw_data for event in received] == [f'{{"n":{n}}}' for n in range(5_000)]


async def test_a_listener_that_reads_too_slowly_is_told(
    streams: EventStreams, redis_client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = uuid4().hex
    events = streams.follow(stream, None, _always)
    await streams.publish(stream, "note", {"n": 1})
    await _take(events, 1)
    await asyncio.gather(*(streams.publish(stream, "note", {"n": n}) for n in range(2, 300)))
    (seen,) = await _take(events, 1)
    # As if an hour had passed: what it holds is read, what it does not hold is forgotten.
    monkeypatch.setattr("service_kit.redis_async.streams.REMEMBERED_SECONDS", 0)
    await redis_client.xtrim(f"events:{stream}", maxlen=1, approximate=False)
    received = await _take(events, 200)
    assert seen.raw_data == '{"n":2}'
    assert [event.event for event in received] == ["note"] * 199 + ["reset"]


async def test_listeners_who_are_woken_together_share_a_read(
    streams: EventStreams, redis_client: Redis
) -> None:
    stream = uuid4().hex
    listeners = [streams.follow(stream, None, _always) for _ in range(100)]
    await asyncio.gather(*(_take(one, 1) for one in listeners))
    taking = [asyncio.create_task(_take(one, 1)) for one in listeners]
    await asyncio.sleep(0.2)
    before = await redis_client.info("commandstats")
    await streams.publish(stream, "note", {"n": 1})
    received = await asyncio.gather(*taking)
    after = await redis_client.info("commandstats")
    reads = after["cmdstat_xrange"]["calls"] - before["cmdstat_xrange"]["calls"]
    assert {events[0].raw_data for events in received} == {'{"n":1}'}
    assert reads < 20


async def test_events_published_at_once_keep_their_order(streams: EventStreams) -> None:
    stream = uuid4().hex
    events = streams.follow(stream, None, _always)
    await _take(events, 1)
    await asyncio.gather(*(streams.publish(stream, "note", {"n": n}) for n in range(100)))
    received = await _take(events, 100)
    assert [event.raw_data for event in received] == [f'{{"n":{n}}}' for n in range(100)]


async def test_a_publisher_is_told_when_redis_is_away() -> None:
    away = RedisConnection(RedisSettings(url=SecretStr("redis://127.0.0.1:1/0")))
    streams = EventStreams(away)
    answers = await asyncio.gather(
        *(streams.publish("stream", "note", {"n": n}) for n in range(3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [redis.exceptions.ConnectionError] * 3


async def test_the_stream_of_a_revoked_listener_ends(streams: EventStreams) -> None:
    allowed = [True, True, False]

    async def is_allowed() -> bool:
        return allowed.pop(0) if allowed else False

    events = streams.follow(uuid4().hex, None, is_allowed)
    await _take(events, 1)
    async with asyncio.timeout(5):
        assert [event async for event in events] == []
