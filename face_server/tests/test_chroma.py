"""Chroma away, back, hanging, or not Chroma at all."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from service_kit.settings import RedisSettings
from service_kit.testing.plugin import running

from app.chroma import Chroma, ChromaSettings, FaceStoreUnavailable
from app.config import Settings
from app.main import create_app
from tests.conftest import chroma_address, credential_headers
from tests.portraits import as_base64, astronaut

LOOPBACK = "127.0.0.1"
SUBJECT = "5a3d5a4e-3f0b-4bb2-9b0e-3f7ad3c0a001"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(talk: Talk, port: int = 0) -> AsyncIterator[int]:
    """A server on loopback; at the end every connection is cut."""
    writers = []

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await talk(reader, writer)

    async with await asyncio.start_server(accept, LOOPBACK, port) as server:
        yield server.sockets[0].getsockname()[1]
        for writer in writers:
            writer.close()


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def answer_like_a_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 5\r\n\r\nwhat?")
    await writer.drain()
    writer.close()


async def answer_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html")
    await writer.drain()
    writer.close()


def cable_to(host: str, port: int) -> Talk:
    """To the real neighbour; it can be pulled."""

    async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
        sink.close()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(
            copy(reader, far_writer), copy(far_reader, writer), return_exceptions=True
        )

    return pass_on


async def until_ready(client: httpx.AsyncClient) -> None:
    """The gallery is read as soon as Chroma is back, which takes a moment."""
    async with asyncio.timeout(10):
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("talk", [hang, hang_up, answer_like_a_proxy, answer_nonsense])
async def test_a_neighbour_that_is_not_well_is_away_soon(talk: Talk) -> None:
    async with listening(talk) as port:
        chroma = Chroma(ChromaSettings(host=LOOPBACK, port=port, timeout_seconds=0.3))
        started = time.monotonic()
        with pytest.raises(FaceStoreUnavailable):
            await chroma.check()
        with pytest.raises(FaceStoreUnavailable):
            await chroma.existing("")
        assert time.monotonic() - started < 2
        await chroma.close()


async def test_a_lost_connection_is_not_a_lost_question() -> None:
    real = chroma_address()
    pass_on = cable_to(real.hostname or "", real.port or 0)
    cut: list[bytes] = []

    async def cut_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if cut:
            await pass_on(reader, writer)
            return
        cut.append(await reader.readuntil(b"\r\n\r\n"))
        writer.transport.abort()

    async with listening(cut_once) as port:
        chroma = Chroma(ChromaSettings(host=LOOPBACK, port=port))
        assert await chroma.use("lost-connection", "l2", lambda one: one.count()) == 0
        assert len(cut) == 1
        await chroma.close()


async def test_starts_without_chroma_says_so_and_recovers(
    chroma_settings: ChromaSettings, redis_settings: RedisSettings
) -> None:
    real = chroma_address()
    pass_on = cable_to(real.hostname or "", real.port or 0)
    async with listening(hang_up) as port:
        pass
    away = chroma_settings.model_copy(update={"host": LOOPBACK, "port": port})
    app = create_app(Settings(chroma=away, redis=redis_settings, workers=1))
    headers = credential_headers(app.state.settings.internal.secret)
    body = {"image": as_base64(astronaut()), "collection": "passengers", "consent": "c"}

    async def enrol(client: httpx.AsyncClient) -> httpx.Response:
        return await client.put(f"/faces/{SUBJECT}", json=body, headers=headers)

    async with running(app) as client:
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["dependencies"]["chroma"]["status"] == "UNAVAILABLE"
        assert ready.json()["dependencies"]["face_engine"]["status"] == "OK"
        refused = await enrol(client)
        assert (refused.status_code, refused.json()["code"]) == (503, "FACE_STORE_UNAVAILABLE")
        assert int(refused.headers["retry-after"]) >= 1

        async with listening(pass_on, port):
            await until_ready(client)
            assert (await enrol(client)).status_code == 200

        refused = await client.delete(f"/faces/{SUBJECT}", headers=headers)
        assert refused.json()["code"] == "FACE_STORE_UNAVAILABLE"

        async with listening(pass_on, port):
            erased = await client.delete(f"/faces/{SUBJECT}", headers=headers)
            assert len(erased.json()["removed"]) == 1
