"""Requests at moments of their own, whatever the server does: `python -m bench.load.open_loop`.

Each request is due at a moment fixed beforehand, and its latency counts from that moment. A server
that stalls is so charged with everything that should have been answered meanwhile; a generator
that waits for answers would forgive it.
"""

import asyncio
import json
import sys
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, cast

import httptools
import uvloop

from bench.percentiles import percentile

CONNECTIONS = 64
# What is not answered this long after the last request was due counts as failed.
PATIENCE_SECONDS = 10.0
WAKE_SECONDS = 0.001
# The gateway hangs up on a connection that was silent for ten seconds, perhaps in the very moment
# in which a request is sent on it. So one that was silent for half of that is not used again.
SILENT_SECONDS = 5.0
# What was answered so badly is told of so many requests.
TOLD_FAILURES = 3
BAD = 400


@dataclass(frozen=True)
class Order:
    """`requests` are whole HTTP requests, each sent once; `moments`: when each is due, in seconds
    from the beginning, the earliest first."""

    host: str
    port: int
    moments: list[float]
    requests: list[bytes]


class Connection(asyncio.Protocol):
    """Sends one request at a time, and tells how and when each was answered."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._due = 0.0
        self._body = b""
        self._transport: asyncio.Transport
        self._parser = httptools.HttpResponseParser(self)
        self.used_at = time.perf_counter()
        self.is_given_up = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own class does not say that it is an asyncio.Transport.
        self._transport = cast("asyncio.Transport", transport)

    def send(self, request: bytes, due: float) -> None:
        self._due, self._body = due, b""
        self._transport.write(request)

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._run.lost(self, error)

    def on_body(self, body: bytes) -> None:
        if self._parser.get_status_code() >= BAD:
            self._body += body

    def on_message_complete(self) -> None:
        self.used_at = time.perf_counter()
        status = self._parser.get_status_code()
        failure = f"{status} {self._body.decode(errors='replace')}" if status >= BAD else None
        is_usable = self._parser.should_keep_alive()
        self._run.answered(self, self.used_at - self._due, failure, is_usable=is_usable)


class Run:
    def __init__(self, order: Order) -> None:
        self._order = order
        self._idle: deque[Connection] = deque()
        self._opening: set[asyncio.Task[None]] = set()
        self._open = 0
        self._next = 0
        self._failed = 0
        self._failures: list[str] = []
        self._started = 0.0
        self._done = asyncio.Event()
        self.latencies: list[float] = []

    async def run(self) -> None:
        for _ in range(CONNECTIONS):
            self._open += 1
            await self._connect()
        self._started = time.perf_counter()
        total = len(self._order.requests)
        while self._next < total and not self._done.is_set():
            self._send_what_is_due()
            await asyncio.sleep(WAKE_SECONDS)
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            unanswered = total - len(self.latencies)
            self._fail(f"no answer within {PATIENCE_SECONDS:.0f} s", unanswered)

    async def _connect(self) -> None:
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self), self._order.host, self._order.port
        )
        self._idle.append(connection)

    def _send_what_is_due(self) -> None:
        now = time.perf_counter()
        while self._next < len(self._order.requests):
            due = self._started + self._order.moments[self._next]
            if due > now:
                return
            connection = self._take(now)
            if connection is None:
                return
            connection.send(self._order.requests[self._next], due)
            self._next += 1

    def _take(self, now: float) -> Connection | None:
        """One that the server surely has not closed; None while there is none."""
        while self._idle:
            connection = self._idle.popleft()
            if now - connection.used_at < SILENT_SECONDS:
                return connection
            self._give_up(connection)
        if self._open < CONNECTIONS:
            self._open += 1
            opening = asyncio.create_task(self._connect())
            self._opening.add(opening)
            opening.add_done_callback(self._opened)
        return None

    def _opened(self, opening: asyncio.Task[None]) -> None:
        self._opening.discard(opening)
        if opening.cancelled() or opening.exception() is None:
            return
        self._fail(f"no connection: {opening.exception()!r}")
        self._done.set()

    def _give_up(self, connection: Connection) -> None:
        self._open -= 1
        connection.is_given_up = True
        connection.close()

    def answered(
        self, connection: Connection, seconds: float, failure: str | None, *, is_usable: bool
    ) -> None:
        self.latencies.append(seconds)
        if failure is not None:
            self._fail(failure)
        if is_usable:
            self._idle.append(connection)
        else:
            self._give_up(connection)
        if len(self.latencies) == len(self._order.requests):
            self._done.set()
        else:
            self._send_what_is_due()

    def lost(self, connection: Connection, error: Exception | None) -> None:
        """A server that hangs up in the middle is a failure of its own kind: stop at once.

        On one that had nothing to do for long it may: at a low rate there are such.
        """
        if connection.is_given_up:
            return
        self._open -= 1
        if connection in self._idle:
            self._idle.remove(connection)
        elif not self._done.is_set():
            self._fail(f"hung up instead of an answer: {error!r}")
            self._done.set()

    def _fail(self, why: str, count: int = 1) -> None:
        self._failed += count
        if len(self._failures) < TOLD_FAILURES:
            self._failures.append(why)

    def report(self) -> dict[str, Any]:
        latencies = self.latencies or [0.0]
        return {
            "requests": len(self.latencies),
            "seconds": time.perf_counter() - self._started,
            "failed": self._failed,
            "failures": self._failures,
            "p50_ms": 1000 * percentile(latencies, 0.5),
            "p95_ms": 1000 * percentile(latencies, 0.95),
            "p99_ms": 1000 * percentile(latencies, 0.99),
        }


async def run_order(order: Order) -> dict[str, Any]:
    run = Run(order)
    await run.run()
    return run.report()


def main() -> None:
    """The order comes as JSON on standard input, the report leaves so on standard output."""
    given = json.load(sys.stdin)
    requests = [text.encode() for text in given.pop("requests")]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(run_order(Order(**given, requests=requests)))))


if __name__ == "__main__":
    main()
