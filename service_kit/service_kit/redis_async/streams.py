"""Live events with replay: a Redis stream per topic, read by as many listeners as there are.

Nothing is queued per listener. Each one reads from the stream at its own pace and is woken by a
pub/sub message, so a slow listener costs no memory. One that was away longer than the stream
remembers is told so with a `reset` event, and reads the whole state again.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson
import structlog
from fastapi import Depends
from fastapi.sse import ServerSentEvent
from redis.exceptions import RedisError, ResponseError
from service_kit.components import Component, provide
from service_kit.redis_async.connection import RedisConnection

REMEMBERED_SECONDS = 3600
# A lost wake-up delays a listener by no more than this.
POLL_SECONDS = 1.0
_BATCH = 200
_CHANNEL = "events:wake"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Unsent:
    """An event on its way to Redis; `done` tells its publisher when it is there."""

    stream: str
    kind: str
    data: bytes
    done: asyncio.Future[None]

    def tell(self, error: Exception | None) -> None:
        if self.done.done():
            return  # its publisher was cancelled
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


class EventStreams(Component):
    """Publishes events and lets listeners follow a stream."""

    name: ClassVar[str] = "events"

    def __init__(self, redis: RedisConnection) -> None:
        self._redis = redis.client
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        # Stream → position → the read that is on its way from there.
        self._reading: dict[str, dict[str, asyncio.Task[list[ServerSentEvent]]]] = {}
        self._waker: asyncio.Task[None] | None = None
        self._unsent: list[_Unsent] = []
        self._sender: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._waker = asyncio.create_task(self._wake_listeners())

    async def close(self) -> None:
        if self._waker is not None:
            self._waker.cancel()

    async def check(self) -> None:
        if self._waker is None or self._waker.done():
            raise RuntimeError("the task that wakes listeners has ended")

    async def publish(self, stream: str, kind: str, data: dict[str, Any]) -> None:
        """Append an event of this kind; `data` is what listeners get as JSON.

        Events published at the same time travel together: one trip to Redis, one wake-up per
        stream.
        """
        done = asyncio.get_running_loop().create_future()
        self._unsent.append(_Unsent(stream, kind, orjson.dumps(data), done))
        if self._sender is None or self._sender.done():
            self._sender = asyncio.create_task(self._send())
        await done

    async def _send(self) -> None:
        while self._unsent:
            batch, self._unsent = self._unsent, []
            error: Exception | None = None
            try:
                await self._append(batch)
            except Exception as failure:  # noqa: BLE001 - each publisher gets it
                error = failure
            for event in batch:
                event.tell(error)

    async def _append(self, batch: list[_Unsent]) -> None:
        oldest = int((time.time() - REMEMBERED_SECONDS) * 1000)
        async with self._redis.pipeline(transaction=False) as pipe:
            for event in batch:
                pipe.xadd(
                    _key(event.stream),
                    {"kind": event.kind, "data": event.data},
                    minid=oldest,
                    approximate=True,
                )
            for stream in {event.stream for event in batch}:
                pipe.expire(_key(stream), REMEMBERED_SECONDS * 2)
                pipe.publish(_CHANNEL, stream)
            await pipe.execute()

    async def follow(
        self, stream: str, last_event_id: str | None, is_allowed: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[ServerSentEvent]:
        """Events of a stream, after `last_event_id` or from now on, while `is_allowed`.

        The permission is asked again each second: a revoked caller's open stream ends too.

        The first event is `ready`, with the position from which the stream continues: a client
        that loads its list after it misses nothing. It is `reset` when what the client has not
        seen is no longer remembered; so it is later, when a client reads too slowly for too long.
        """
        position, kind = await self._start(stream, last_event_id)
        with self._listening(stream) as wake:
            yield ServerSentEvent(event=kind, id=position, data={})
            up_to_date_at = time.monotonic()
            while await is_allowed():
                wake.clear()
                if await self._has_lost(stream, position, up_to_date_at):
                    position, _ = await self._start(stream, None)
                    yield ServerSentEvent(event="reset", id=position, data={})
                asked_at = time.monotonic()
                events = await self._read_after(stream, position)
                for event in events:
                    position = event.id or position
                    yield event
                if len(events) < _BATCH:
                    up_to_date_at = asked_at
                    await _wait(wake)

    async def _has_lost(self, stream: str, position: str, up_to_date_at: float) -> bool:
        """Whether events after `position` may have been forgotten unread.

        What is younger than the memory of a stream is all there, so a listener that was up to date
        within that time has lost nothing.
        """
        if time.monotonic() - up_to_date_at < REMEMBERED_SECONDS:
            return False
        return not await self._remembers(stream, position)

    async def _start(self, stream: str, last_event_id: str | None) -> tuple[str, str]:
        """The position to continue from, and `ready` or `reset`."""
        if last_event_id is not None and await self._remembers(stream, last_event_id):
            return last_event_id, "ready"
        newest = await self._redis.xrevrange(_key(stream), count=1)
        position = str(newest[0][0]) if newest else "0-0"
        is_lost = last_event_id is not None and last_event_id != position
        return position, "reset" if is_lost else "ready"

    async def _remembers(self, stream: str, event_id: str) -> bool:
        try:
            return bool(await self._redis.xrange(_key(stream), event_id, event_id, count=1))
        except ResponseError:
            return False  # not an id of ours at all

    async def _read_after(self, stream: str, position: str) -> list[ServerSentEvent]:
        """Listeners that are woken together stand at the same place: they share one read.

        A wake-up makes those that come after it begin another: the one on its way may have passed
        Redis before the event did.
        """
        reading = self._reading.setdefault(stream, {})
        if position not in reading:
            reading[position] = asyncio.create_task(self._read(stream, position))
            reading[position].add_done_callback(lambda _: reading.pop(position, None))
        # One listener that leaves does not take the others' read with it.
        return await asyncio.shield(reading[position])

    async def _read(self, stream: str, position: str) -> list[ServerSentEvent]:
        entries = await self._redis.xrange(_key(stream), f"({position}", "+", count=_BATCH)
        return [_event(str(entry_id), fields or {}) for entry_id, fields in entries or ()]

    @contextmanager
    def _listening(self, stream: str) -> Iterator[asyncio.Event]:
        wake = asyncio.Event()
        self._listeners[stream].add(wake)
        try:
            yield wake
        finally:
            self._listeners[stream].discard(wake)
            if not self._listeners[stream]:
                del self._listeners[stream]
                self._reading.pop(stream, None)

    async def _wake_listeners(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(_CHANNEL)
                    while True:
                        self._wake(await channel.get_message(timeout=POLL_SECONDS))
            except (RedisError, OSError) as error:
                _log.warning("events.waker_lost_redis", error=type(error).__name__)
                await asyncio.sleep(POLL_SECONDS)

    def _wake(self, message: dict[str, Any] | None) -> None:
        if message is not None:
            stream = str(message["data"])
            self._reading.pop(stream, None)
            for wake in self._listeners.get(stream, ()):
                wake.set()


def _event(entry_id: str, fields: Mapping[Any, Any]) -> ServerSentEvent:
    return ServerSentEvent(id=entry_id, event=fields["kind"], raw_data=fields["data"])


async def _wait(wake: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(POLL_SECONDS):
            await wake.wait()
    except TimeoutError:
        return


def _key(stream: str) -> str:
    return f"events:{stream}"


EventStreamsDep = Annotated[EventStreams, Depends(provide(EventStreams))]
