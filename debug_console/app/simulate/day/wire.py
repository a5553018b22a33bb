"""A cheap way to the gateway, for hundreds of robots in one process.

What httpx does between a request and its socket costs five times as much processor time as all the
rest of the client, and robots of one process wait for each other meanwhile. This knows what the
gateway speaks, HTTP/1.1 without TLS, and nothing else.
"""

import asyncio
import time
from typing import cast

import httptools
import httpx

# The gateway hangs up on a connection that was silent for ten seconds, perhaps in the very moment
# in which a request is sent on it. So one that was silent for half of that is not used again.
_SILENT_SECONDS = 5.0


class Wire(httpx.AsyncBaseTransport):
    """As many connections as there are requests under way; answers come whole. Close it at the
    end."""

    def __init__(self) -> None:
        self._idle: list[_Connection] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        limits = request.extensions.get("timeout", {})
        message = _head(request) + await request.aread()
        connection = self._take() or await _connect(request.url, limits.get("connect"))
        try:
            async with asyncio.timeout(limits.get("read")):
                response = await connection.ask(message)
        except BaseException as error:
            # Whatever may still come on it belongs to nobody.
            connection.close()
            if isinstance(error, TimeoutError):
                raise httpx.ReadTimeout("no answer came in time") from error
            raise
        if connection.is_usable:
            self._idle.append(connection)
        return response

    def _take(self) -> "_Connection | None":
        now = time.monotonic()
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable and now - connection.used_at < _SILENT_SECONDS:
                return connection
            connection.close()
        return None

    async def aclose(self) -> None:
        while self._idle:
            self._idle.pop().close()


class _Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[httpx.Response] | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = b""
        self.is_usable = True
        self.used_at = 0.0

    async def ask(self, message: bytes) -> httpx.Response:
        self._answer = asyncio.get_running_loop().create_future()
        self._headers, self._body = [], b""
        self._transport.write(message)
        return await self._answer

    def close(self) -> None:
        self.is_usable = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_usable = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(httpx.ReadError(f"hung up instead of an answer: {error!r}"))

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.connection_lost(error)
            self.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        self.used_at = time.monotonic()
        self.is_usable = self._parser.should_keep_alive()
        if self._answer is not None and not self._answer.done():
            status = self._parser.get_status_code()
            self._answer.set_result(
                httpx.Response(status, headers=self._headers, content=self._body)
            )


def _head(request: httpx.Request) -> bytes:
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)]
    lines += [b"%s: %s" % header for header in request.headers.raw]
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def _connect(url: httpx.URL, seconds: float | None) -> _Connection:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            _, connection = await loop.create_connection(_Connection, url.host, url.port or 80)
    except TimeoutError as error:
        raise httpx.ConnectTimeout("no connection in time") from error
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error
    return connection
