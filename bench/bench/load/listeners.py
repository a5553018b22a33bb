"""Screens that follow a stream: one socket each, which notes when an event arrives."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, islice
from urllib.parse import urlsplit

from local_stack.messages import UserError

CONNECT_SECONDS = 60.0
# A stream sends a few hundred bytes an event; a line of it is never longer.
_LIMIT = 256 * 1024


class Screens:
    """`arrivals`: the mark that an event carries → when each screen had it."""

    def __init__(self, count: int, mark: str) -> None:
        self._count = count
        self._mark = mark.encode()
        self._complete: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.ready = 0
        self.arrivals: dict[str, list[float]] = defaultdict(list)

    async def wait_for(self, mark: str) -> None:
        """Until every screen has this event."""
        await self._complete[mark].wait()

    async def listen(self, host: str, port: int, request: bytes) -> None:
        reader, writer = await asyncio.open_connection(host, port, limit=_LIMIT)
        try:
            writer.write(request)
            status = await reader.readline()
            if b" 200 " not in status:
                raise UserError(f"A stream was refused: {status.decode().strip()}")
            while line := await reader.readline():
                now = time.perf_counter()
                if line.startswith(b"event: ready"):
                    self.ready += 1
                elif line.startswith(b"data: ") and self._mark in line:
                    self._note(self._marked(line), now)
        finally:
            writer.close()

    def _note(self, mark: str, now: float) -> None:
        self.arrivals[mark].append(now)
        if len(self.arrivals[mark]) == self._count:
            self._complete[mark].set()

    def _marked(self, line: bytes) -> str:
        """The value of the JSON member whose beginning is the mark."""
        return line.partition(self._mark)[2].partition(b'"')[0].decode()


@asynccontextmanager
async def following(
    url: str, path: str, tokens: Sequence[str], *, count: int, mark: str
) -> AsyncIterator[Screens]:
    """So many screens, all of which have had their first event; sessions take turns."""
    address = urlsplit(url)
    requests = [
        (
            f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()
        for token in tokens
    ]
    screens = Screens(count, mark)
    listening = [
        asyncio.create_task(screens.listen(address.hostname or "", address.port or 80, request))
        for request in islice(cycle(requests), count)
    ]
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            while screens.ready < count:
                await asyncio.sleep(0.05)
                for task in listening:
                    if task.done():
                        task.result()
        yield screens
    except TimeoutError:
        raise UserError(f"Only {screens.ready} of {count} screens could follow.") from None
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
