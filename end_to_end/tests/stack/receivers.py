"""A receiver of webhooks, as accounting would run one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# The one network of this machine to which the stack of the tests sends events.
HOST = "127.77.0.1"
SECONDS = 20


@dataclass
class Receiver:
    """Answers `status` to whatever comes."""

    url: str = ""
    status: int = 204
    _bodies: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    async def hear(self) -> bytes:
        """What comes next, or has come and was not heard yet."""
        return await asyncio.wait_for(self._bodies.get(), SECONDS)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        writer.write(f"HTTP/1.1 {self.status} Heard\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        self._bodies.put_nowait(body)


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    heard = Receiver()
    server = await asyncio.start_server(heard.serve, HOST, 0)
    heard.url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}/events"
    async with server:
        yield heard
