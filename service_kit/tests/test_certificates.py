"""Whose certificates are believed, asked of a server that speaks TLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
import trustme
from pydantic import SecretStr
from service_kit.http_client import Answer, PeerUnavailable, ServiceClient
from service_kit.http_client.certificates import trusted_certificates
from service_kit.settings import PeerSettings

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


class SampleApi(ServiceClient):
    name: ClassVar[str] = "sample"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
async def address(authority: trustme.CA) -> AsyncIterator[str]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    async with await asyncio.start_server(_answer, "127.0.0.1", 0, ssl=tls) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    trusted_certificates.cache_clear()
    yield
    trusted_certificates.cache_clear()


def test_the_authorities_are_read_once() -> None:
    trust = trusted_certificates()
    assert trust is trusted_certificates()
    assert trust.verify_mode is ssl.CERT_REQUIRED


async def test_an_operators_own_authority_is_believed(
    address: str, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(own))
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    assert (await _ask(address)).json() == {}


async def test_a_stranger_is_not(address: str) -> None:
    with pytest.raises(PeerUnavailable):
        await _ask(address)


async def _ask(address: str) -> Answer:
    secret = SecretStr("a-secret-for-tests-of-32-characters")
    client = SampleApi(PeerSettings(url=address, secret=secret), caller="test")
    try:
        return await client.request("GET", "/")
    finally:
        await client.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER)
    await writer.drain()
    writer.close()
