"""Calls between services: signed, bounded, repeated where that is harmless."""

import time
from collections.abc import Callable
from typing import ClassVar

import httpx
import jwt
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.http_client import PeerError, PeerUnavailable, ServiceClient
from service_kit.http_client.credentials import ALGORITHM
from service_kit.settings import PeerSettings
from starlette.types import Receive, Scope, Send

from tests.sample import Settings


class SampleApi(ServiceClient):
    name: ClassVar[str] = "sample"


class Peer:
    """A neighbour that answers with the given statuses in turn, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        status = self.statuses.pop(0) if self.statuses else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})


def _client(
    app: Callable[..., object], secret: str = "a-secret-for-tests-of-32-characters"
) -> SampleApi:
    return SampleApi(
        PeerSettings(url="http://peer", secret=SecretStr(secret)),
        caller="test",
        transport=httpx.ASGITransport(app),  # type: ignore[arg-type]
    )


async def test_a_signed_call_is_recognised(app: FastAPI) -> None:
    answer = await _client(app).request("GET", "/internal/ping")
    assert answer.json() == {"status": "OK"}


async def test_a_call_signed_with_another_secret_is_refused(app: FastAPI) -> None:
    with pytest.raises(PeerError) as refusal:
        await _client(app, "another-secret-of-32-characters!").request("GET", "/internal/ping")
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


async def test_a_safe_call_is_repeated() -> None:
    peer = Peer(503, 502)
    assert (await _client(peer).request("GET", "/x")).status_code == 200
    assert peer.calls == 3


async def test_a_write_without_a_key_is_sent_once() -> None:
    peer = Peer(503)
    with pytest.raises(PeerUnavailable):
        await _client(peer).request("POST", "/x")
    assert peer.calls == 1


async def test_a_write_with_a_key_is_repeated() -> None:
    peer = Peer(503)
    await _client(peer).request("POST", "/x", idempotency_key="k")
    assert peer.calls == 2


async def test_a_dead_neighbour_is_left_alone_for_a_while() -> None:
    peer = Peer(*[503] * 100)
    client = _client(peer)
    for _ in range(10):
        with pytest.raises(PeerUnavailable):
            await client.request("POST", "/x")
    assert peer.calls == 5
