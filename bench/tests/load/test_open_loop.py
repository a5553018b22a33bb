"""Against a real server on a socket, which is slow in a way that is known."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress

import pytest

from bench.load import open_loop
from bench.load.open_loop import CONNECTIONS, TOLD_FAILURES, Order, run_order

ANSWER = b"HTTP/1.1 %d Said\r\n%sContent-Length: 2\r\n\r\nOK"
Pause = Callable[[int], Awaitable[None]]


@asynccontextmanager
async def server(
    pause: Pause, status: int = 200, header: bytes = b"", patience: float = 60
) -> AsyncIterator[int]:
    """Its port. Answers each request after `pause(number of the request)`, and hangs up on who was
    silent for longer than its patience."""
    asked = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        # What it raises hangs up: not every version of Python does so by itself.
        with closing(writer), suppress(TimeoutError, ConnectionResetError):
            while await asyncio.wait_for(reader.readline(), patience):
                await reader.readuntil(b"\r\n\r\n")
                asked += 1
                await pause(asked)
                writer.write(ANSWER % (status, header))
                if header:
                    break

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def order(port: int, *, rate: float, count: int) -> Order:
    moments = [number / rate for number in range(count)]
    return Order("127.0.0.1", port, moments, [b"GET / HTTP/1.1\r\nHost: test\r\n\r\n"] * count)


async def at_once(_: int) -> None:
    return None


async def test_sends_each_request_at_the_rate_it_was_asked_for() -> None:
    async with server(at_once) as port:
        report = await run_order(order(port, rate=200, count=100))
    assert report["requests"] == 100
    assert report["failed"] == 0
    assert 0.49 < report["seconds"] < 2


async def test_counts_refusals_as_failures() -> None:
    async with server(at_once, status=503) as port:
        report = await run_order(order(port, rate=500, count=10))
    assert report["failed"] == 10
    assert report["failures"] == ["503 OK"] * TOLD_FAILURES


async def test_charges_a_stall_to_every_request_that_was_due_meanwhile() -> None:
    """A generator that waits for answers would see as many slow requests as it has connections."""

    clock, ends = asyncio.get_running_loop().time, 0.0

    async def stall(number: int) -> None:
        nonlocal ends
        ends = clock() + 0.6 if number == 1 else ends
        await asyncio.sleep(max(0.0, ends - clock()))

    async with server(stall) as port:
        report = await run_order(order(port, rate=1000, count=1000))
    assert report["requests"] > CONNECTIONS
    assert report["p50_ms"] > 50


async def test_stops_when_the_server_hangs_up() -> None:
    async def hang_up(_: int) -> None:
        raise ConnectionResetError

    async with server(hang_up) as port:
        report = await run_order(order(port, rate=1000, count=50))
    assert report["failed"] >= 1
    assert report["failures"][0].startswith("hung up")


async def test_does_not_send_on_a_connection_that_was_silent_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A gateway hangs up on those, perhaps while the request is on its way."""
    monkeypatch.setattr(open_loop, "SILENT_SECONDS", 0.2)
    async with server(at_once, patience=0.4) as port:
        report = await run_order(order(port, rate=10, count=10))
    assert (report["requests"], report["failures"]) == (10, [])


async def test_uses_no_connection_that_the_server_is_about_to_close() -> None:
    async with server(at_once, header=b"Connection: close\r\n") as port:
        report = await run_order(order(port, rate=500, count=2 * CONNECTIONS))
    assert (report["requests"], report["failures"]) == (2 * CONNECTIONS, [])
