"""The cheap way to the gateway, against a real server on a socket."""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from app.simulate.day.wire import Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"
Answer = Callable[[int, bytes], Awaitable[bytes | None]]


class Server:
    """Answers each request with what `answer(number of the request, the request)` says; where that
    is nothing it hangs up."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.url = ""
        self.connections = 0
        self.requests: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = re.search(rb"Content-Length: ([0-9]+)", head)
            body = await reader.readexactly(int(length[1])) if length else b""
            self.requests.append(head + body)
            said = await self._answer(len(self.requests), self.requests[-1])
            if said is None:
                break
            writer.write(said)
            if b"Connection: close" in said:
                break
        writer.close()


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[tuple[Server, httpx.AsyncClient]]:
    server = Server(answer)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    client = httpx.AsyncClient(base_url=server.url, transport=Wire(), timeout=5)
    async with listening, client:
        yield server, client


async def always_ok(_: int, __: bytes) -> bytes:
    return OK


async def test_a_request_arrives_as_it_was_meant() -> None:
    async with serving(always_ok) as (server, client):
        response = await client.post("/a/b?c=d", json={"e": "f"}, headers={"X-Who": "robot"})
    assert response.status_code == 200
    assert response.text == "OK"
    assert server.requests[0].startswith(b"POST /a/b?c=d HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nX-Who: robot\r\n" in server.requests[0]
    assert server.requests[0].endswith(b'\r\n\r\n{"e":"f"}')


async def test_one_after_the_other_shares_a_connection() -> None:
    async with serving(always_ok) as (server, client):
        for _ in range(3):
            await client.get("/")
    assert server.connections == 1


async def test_requests_at_once_do_not_wait_for_each_other() -> None:
    all_there = asyncio.Event()

    async def when_all_are_there(number: int, _: bytes) -> bytes:
        if number == 5:
            all_there.set()
        await all_there.wait()
        return OK

    async with serving(when_all_are_there) as (server, client):
        await asyncio.gather(*(client.get("/") for _ in range(5)))
    assert server.connections == 5


async def test_an_answer_may_come_in_parts_and_compressed() -> None:
    packed = gzip.compress(b"Tickets. " * 1000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    parts = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (packed[:7], packed[7:]))

    async def in_parts(_: int, __: bytes) -> bytes:
        return head + parts + b"0\r\n\r\n"

    async with serving(in_parts) as (_, client):
        response = await client.get("/")
    assert response.text == "Tickets. " * 1000


async def test_a_connection_that_the_server_gave_up_is_not_used_again() -> None:
    async def last_words(_: int, __: bytes) -> bytes:
        return OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")

    async with serving(last_words) as (server, client):
        assert [(await client.get("/")).text for _ in range(2)] == ["OK", "OK"]
    assert server.connections == 2


async def test_a_server_that_hangs_up() -> None:
    async def nothing(_: int, __: bytes) -> None:
        return None

    async with serving(nothing) as (_, client):
        with pytest.raises(httpx.ReadError):
            await client.get("/")


async def test_a_server_that_speaks_something_else() -> None:
    async def nonsense(_: int, __: bytes) -> bytes:
        return b"220 mail.example ESMTP\r\n"

    async with serving(nonsense) as (_, client):
        with pytest.raises(httpx.ReadError):
            await client.get("/")


async def test_nobody_listens() -> None:
    async with serving(always_ok) as (server, _):
        pass
    async with httpx.AsyncClient(transport=Wire()) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(server.url)


async def test_an_answer_that_is_late_is_nobody_elses() -> None:
    given_up = asyncio.Event()

    async def late(number: int, _: bytes) -> bytes:
        if number == 1:
            await given_up.wait()
            return OK.replace(b"OK", b"NO")
        return OK

    async with serving(late) as (_, client):
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/", timeout=0.05)
        given_up.set()
        assert (await client.get("/")).text == "OK"
