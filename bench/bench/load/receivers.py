"""Receivers of webhooks: one that answers at once, and one that never does."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httptools

_ACCEPTED = b"HTTP/1.1 204 No Content\r\n\r\n"


class Quick:
    """`arrivals`: the event → when its first attempt came."""

    def __init__(self) -> None:
        self._awaited = 0
        self._complete = asyncio.Event()
        self.arrivals: dict[bytes, float] = {}
        self.attempts = 0

    def note(self, event_id: bytes) -> None:
        self.attempts += 1
        self.arrivals.setdefault(event_id, time.perf_counter())
        if len(self.arrivals) >= self._awaited:
            self._complete.set()

    async def wait_for(self, count: int) -> None:
        """Until so many different events have come."""
        self._awaited = count
        if len(self.arrivals) < count:
            self._complete.clear()
            await self._complete.wait()


class _Connection(asyncio.Protocol):
    def __init__(self, receiver: Quick | None) -> None:
        self._receiver = receiver
        self._event_id = b""
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"webhook-id":
            self._event_id = value

    def on_message_complete(self) -> None:
        if self._receiver is not None:
            self._receiver.note(self._event_id)
            self._transport.write(_ACCEPTED)


@asynccontextmanager
async def receiving(receiver: Quick | None) -> AsyncIterator[str]:
    """Its address. Without a receiver nothing is ever answered there."""
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(receiver), "127.0.0.1", 0
    )
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/events"
