"""A constant rate of requests, whatever the server does: `python -m bench.load.open_loop`.

Each request is due at a moment fixed beforehand, and its latency counts from that moment. A server
that stalls is so charged with everything that should have been answered meanwhile; a generator
that waits for answers would forgive it.
"""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import httptools
import uvloop

CONNECTIONS = 64
# What is not answered this long after the last request was due counts as failed.
PATIENCE_SECONDS = 10.0
WAKE_SECONDS = 0.001


@dataclass(frozen=True)
class Order:
    """`requests` are whole HTTP requests, each sent once."""

    host: str
    port: int
    rate: float
    requests: list[bytes]


class Connection(asyncio.Protocol):
    """Sends one request at a time, and tells when each was answered."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._due = 0.0
        self._write: Callable[[bytes], None]
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own class does not say that it is an asyncio.Transport.
        self._write = cast("asyncio.Transport", transport).write

    def send(self, request: bytes, due: float) -> None:
        self._due = due
        self._write(request)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, _: Exception | None) -> None:
        self._run.lost(self)

    def on_message_complete(self) -> None:
        is_good = self._parser.get_status_code() < 400
        self._run.answered(self, time.perf_counter() - self._due, is_good=is_good)


class Run:
    def __init__(self, order: Order) -> None:
        self._order = order
        self._idle: deque[Connection] = deque()
        self._next = 0
        self._failed = 0
        self._started = 0.0
        self._done = asyncio.Event()
        self.latencies: list[float] = []

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            _, connection = await loop.create_connection(
                lambda: Connection(self), self._order.host, self._order.port
            )
            self._idle.append(connection)
        self._started = time.perf_counter()
        total = len(self._order.requests)
        while self._next < total and not self._done.is_set():
            self._send_what_is_due()
            await asyncio.sleep(WAKE_SECONDS)
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self._failed += total - len(self.latencies)

    def _send_what_is_due(self) -> None:
        now = time.perf_counter()
        while self._idle and self._next < len(self._order.requests):
            due = self._started + self._next / self._order.rate
            if due > now:
                return
            self._idle.popleft().send(self._order.requests[self._next], due)
            self._next += 1

    def answered(self, connection: Connection, seconds: float, *, is_good: bool) -> None:
        self.latencies.append(seconds)
        self._failed += not is_good
        self._idle.append(connection)
        if len(self.latencies) == len(self._order.requests):
            self._done.set()
        else:
            self._send_what_is_due()

    def lost(self, connection: Connection) -> None:
        """A server that hangs up in the middle is a failure of its own kind: stop at once.

        On one that had nothing to do for long it may: at a low rate there are such.
        """
        if connection in self._idle:
            self._idle.remove(connection)
        elif not self._done.is_set():
            self._failed += 1
            self._done.set()

    def report(self) -> dict[str, float]:
        ordered = sorted(self.latencies) or [0.0]
        return {
            "requests": len(self.latencies),
            "seconds": time.perf_counter() - self._started,
            "failed": self._failed,
            "p50_ms": 1000 * ordered[len(ordered) // 2],
            "p99_ms": 1000 * ordered[int(len(ordered) * 0.99)],
        }


async def run_order(order: Order) -> dict[str, float]:
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
