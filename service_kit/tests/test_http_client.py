"""Calls between services: signed, bounded, repeated where that is harmless."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar
from uuid import UUID

import httpx
import jwt
import orjson
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.errors import ServiceError
from service_kit.http_client import PeerError, PeerUnavailable, ServiceClient
from service_kit.http_client.credentials import ALGORITHM
from service_kit.settings import PeerSettings
from service_kit.testing.listening import served
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.sample import Settings

SECRET = "a-secret-for-tests-of-32-characters"


class SampleApi(ServiceClient):
    name: ClassVar[str] = "sample"


class Peer:
    """A neighbour that answers with the given statuses in turn, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.calls = 0
        self.scopes: list[Scope] = []
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        self.scopes.append(scope)
        self.bodies.append(await _body(receive))
        status = self.statuses.pop(0) if self.statuses else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


@asynccontextmanager
async def client_at(
    url: str, secret: str = SECRET, seconds: float = 5.0
) -> AsyncIterator[SampleApi]:
    settings = PeerSettings(url=url, secret=SecretStr(secret), timeout_seconds=seconds)
    client = SampleApi(settings, caller="test")
    yield client
    await client.close()


@asynccontextmanager
async def client_of(app: ASGIApp, secret: str = SECRET) -> AsyncIterator[SampleApi]:
    async with served(app) as address, client_at(f"{address}/", secret) as client:
        yield client


async def test_a_signed_call_is_recognised(app: FastAPI) -> None:
    async with client_of(app) as client:
        answer = await client.request("GET", "/internal/ping")
    assert answer.json() == {"status": "OK"}


async def test_a_call_signed_with_another_secret_is_refused(app: FastAPI) -> None:
    async with client_of(app, "another-secret-of-32-characters!") as client:
        with pytest.raises(PeerError) as refusal:
            await client.request("GET", "/internal/ping")
    assert refusal.value.code == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"exp": int(time.time()) - 1},
        {"sub": "no issuer"},
    ],
)
async def test_a_credential_of_another_audience_or_time_is_refused(
    client: httpx.AsyncClient, settings: Settings, claims: dict[str, object]
) -> None:
    now = int(time.time())
    good = {"iss": "test", "aud": "sample", "iat": now, "exp": now + 60}
    if "sub" in claims:
        del good["iss"]
    token = jwt.encode(good | claims, settings.internal.secret.get_secret_value(), ALGORITHM)
    headers = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/internal/ping", headers=headers)).status_code == 401


async def test_an_unsigned_credential_is_refused(client: httpx.AsyncClient) -> None:
    now = int(time.time())
    claims = {"iss": "test", "aud": "sample", "iat": now, "exp": now + 60}
    token = jwt.encode(claims, "", algorithm="none")
    headers = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/internal/ping", headers=headers)).status_code == 401


async def test_a_question_arrives_as_it_was_meant() -> None:
    peer = Peer()
    async with client_of(peer) as client:
        parameters = {"ids": ["1", "2"], "after": "я"}
        body = {"id": UUID(int=1), "large": "A" * 2_000_000}
        await client.request(
            "POST", "/faces/search", params=parameters, json=body, idempotency_key="k"
        )
    scope, headers = peer.scopes[0], dict(peer.scopes[0]["headers"])
    assert (scope["method"], scope["path"]) == ("POST", "/faces/search")
    assert scope["query_string"] == b"ids=1&ids=2&after=%D1%8F"
    assert headers[b"idempotency-key"] == b"k"
    assert headers[b"content-type"] == b"application/json"
    assert headers[b"x-request-id"]
    assert orjson.loads(peer.bodies[0]) == {**body, "id": str(UUID(int=1))}


async def test_a_safe_call_is_repeated() -> None:
    peer = Peer(503, 502)
    async with client_of(peer) as client:
        assert (await client.request("GET", "/x")).status == 200
    assert peer.calls == 3


async def test_a_write_without_a_key_is_sent_once() -> None:
    peer = Peer(503)
    async with client_of(peer) as client:
        with pytest.raises(PeerUnavailable):
            await client.request("POST", "/x")
    assert peer.calls == 1


async def test_a_write_with_a_key_is_repeated_with_its_body() -> None:
    peer = Peer(503)
    async with client_of(peer) as client:
        await client.request("POST", "/x", json={"a": 1}, idempotency_key="k")
    assert peer.bodies == [b'{"a":1}'] * 2


async def test_a_dead_neighbour_is_left_alone_for_a_while() -> None:
    peer = Peer(*[503] * 100)
    async with client_of(peer) as client:
        for _ in range(10):
            with pytest.raises(PeerUnavailable):
                await client.request("POST", "/x")
    assert peer.calls == 5


async def test_a_redirect_is_not_followed() -> None:
    async with client_of(Peer(307)) as client:
        with pytest.raises(PeerError) as refusal:
            await client.request("GET", "/x")
    assert (refusal.value.status, refusal.value.detail) == (307, "Temporary Redirect")


async def test_what_is_no_problem_is_a_failure_of_ours() -> None:
    async with client_of(Peer(500)) as client:
        with pytest.raises(ServiceError):
            await client.request("GET", "/x")


@pytest.mark.parametrize("last_words", [b"", b"220 mail.example ESMTP\r\n"])
async def test_a_neighbour_that_says_nothing_of_use_is_away(last_words: bytes) -> None:
    asked = 0

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        await reader.readuntil(b"\r\n\r\n")
        asked += 1
        writer.write(last_words)
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, client_at(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(PeerUnavailable):
            await client.request("POST", "/x")
    assert asked == 1


async def test_a_neighbour_that_hangs_is_given_up() -> None:
    async def hang(_: Scope, receive: Receive, __: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async with served(hang) as address, client_at(address, seconds=0.2) as client:
        with pytest.raises(PeerUnavailable):
            await client.request("GET", "/x")


async def test_readiness_asks_at_first_whether_anybody_listens() -> None:
    async with served(Peer()) as address:
        pass
    async with client_at(address) as client:
        for _ in range(2):
            with pytest.raises(ConnectionRefusedError):
                await client.check()
    peer = Peer()
    async with client_of(peer) as client:
        await client.check()
    assert peer.calls == 0


async def test_readiness_asks_then_whether_it_lives() -> None:
    peer = Peer(200, 503)
    async with client_of(peer) as client:
        for _ in range(2):
            await client.check()
        with pytest.raises(ServiceError):
            await client.check()
    assert peer.scopes[0]["path"] == "/healthz"
    assert b"authorization" not in dict(peer.scopes[0]["headers"])
