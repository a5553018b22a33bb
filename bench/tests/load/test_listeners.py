import asyncio

import pytest
from local_stack.messages import UserError

from bench.load.listeners import following

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
READY = b"event: ready\ndata: {}\n\n"


async def _serve(answer: bytes) -> asyncio.Server:
    async def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        await asyncio.sleep(5)

    return await asyncio.start_server(on_connection, "127.0.0.1", 0)


def _url(server: asyncio.Server) -> str:
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_an_event_counts_when_every_screen_has_it() -> None:
    server = await _serve(HEAD + READY + b'event: note\ndata: {"mark":"a"}\n\n')
    async with following(_url(server), "/stream", ["token"], count=3, mark='"mark":"') as screens:
        async with asyncio.timeout(5):
            await screens.wait_for("a")
    assert len(screens.arrivals["a"]) == 3
    server.close()


async def test_a_refused_stream_is_no_measurement() -> None:
    server = await _serve(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    with pytest.raises(UserError, match="refused"):
        async with following(_url(server), "/stream", ["token"], count=1, mark="x"):
            pass
    server.close()
