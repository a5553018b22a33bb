"""Server-sent events over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson

Event = dict[str, Any]
ARRIVES_WITHIN_SECONDS = 3


@asynccontextmanager
async def listening(
    address: str,
    headers: dict[str, str],
    *,
    after: str | None = None,
    path: str = "/store/tasks/stream",
) -> AsyncIterator[AsyncIterator[Event]]:
    """The events of a stream as `{"id", "event", "data"}`."""
    replay = {"Last-Event-ID": after} if after else {}
    async with (
        httpx.AsyncClient(base_url=address, timeout=10) as client,
        client.stream("GET", path, headers=headers | replay) as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        yield _events(response)


async def _events(response: httpx.Response) -> AsyncIterator[Event]:
    event: Event = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if name in {"id", "event"}:
            event[name] = value
        elif name == "data":
            event[name] = orjson.loads(value)
        elif event and not line:
            yield event
            event = {}


async def following(events: AsyncIterator[Event]) -> Event:
    async with asyncio.timeout(ARRIVES_WITHIN_SECONDS):
        return await anext(events)
