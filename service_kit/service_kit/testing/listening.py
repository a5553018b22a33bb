"""Applications on a real socket, for clients that know no other, and for following live streams:
httpx streams from no application in process."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import uvicorn
from starlette.types import ASGIApp

Event = dict[str, Any]
ARRIVES_WITHIN_SECONDS = 3


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """The address of an application that is started already."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        host, port = listener.getsockname()
        yield f"http://{host}:{port}"
        server.should_exit = server.force_exit = True
        await task


@asynccontextmanager
async def listening(
    address: str, path: str, headers: dict[str, str], *, after: str | None = None
) -> AsyncIterator[AsyncIterator[Event]]:
    """The events of a stream as `{"id", "event", "data"}`."""
    replay = {"Last-Event-ID": after} if after else {}
    async with (
        httpx.AsyncClient(base_url=address, timeout=30) as client,
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
