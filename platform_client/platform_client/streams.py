"""Following a stream of events for as long as the caller listens, through lost connections."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

import httpx
from httpx_sse import EventSource, ServerSentEvent
from platform_client.errors import PlatformError, problem_of
from platform_client.retries import Attempts, RetryPolicy, is_passing
from platform_client.session import Session

# A terminal waits for its server however long that is away.
_FOREVER = RetryPolicy(patience=float("inf"), first_pause=0.2, longest_pause=5.0)
_REMEMBERED_EVENTS = 1000

Event = tuple[str, dict[str, Any]]


async def follow(session: Session, path: str) -> AsyncIterator[Event]:
    """Events as (kind, data), each once: the platform may send one again with the same event_id.

    A lost connection is taken up again after the last event that came. Raises `PlatformError`
    when the platform refuses the listener for good.
    """
    stream = _Stream(session, path)
    while True:
        try:
            async for event in stream.read():
                yield event
        except httpx.TransportError:
            pass
        except PlatformError as error:
            if not is_passing(error):
                raise
        await stream.wait()


class _Stream:
    def __init__(self, session: Session, path: str) -> None:
        self._session = session
        self._path = path
        self._last_id: str | None = None
        self._seen: deque[str] = deque(maxlen=_REMEMBERED_EVENTS)
        self._attempts = Attempts(_FOREVER)

    async def read(self) -> AsyncIterator[Event]:
        """The events of one connection, until it ends."""
        token = await self._session.get_token()
        async with self._session.platform.open_stream(
            self._path, token=token, last_event_id=self._last_id
        ) as source:
            if source.response.status_code == httpx.codes.UNAUTHORIZED:
                await self._session.renew(token)
                return
            await _require_success(source)
            async for received in source.aiter_sse():
                self._attempts = Attempts(_FOREVER)
                self._last_id = received.id or self._last_id
                event = _event(received)
                if self._is_new(event):
                    yield event

    async def wait(self) -> None:
        await asyncio.sleep(self._attempts.pause() or _FOREVER.longest_pause)

    def _is_new(self, event: Event) -> bool:
        event_id = event[1].get("event_id")
        if event_id is None:
            return True
        if event_id in self._seen:
            return False
        self._seen.append(event_id)
        return True


async def _require_success(source: EventSource) -> None:
    if not source.response.is_success:
        await source.response.aread()
        raise problem_of(source.response)


def _event(received: ServerSentEvent) -> Event:
    data = json.loads(received.data) if received.data else {}
    return received.event, data
