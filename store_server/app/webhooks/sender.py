"""One attempt to deliver: a POST that neither follows nor waits nor reads for long."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

import aiohttp
from fastapi import Depends
from service_kit.components import Component, provide

from app.config import WebhookSettings
from app.webhooks.addresses import AddressRefused, checking_sockets, is_allowed
from app.webhooks.secrets import signed_headers

# Answers are not used. A short one is read so that its connection can be used again.
_READ_BYTES = 16_384
_READ_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where to send, and the secrets that sign: two of them while one is being rotated."""

    url: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` says why there is no status at all."""

    status: int | None
    error: str | None
    seconds: float


class WebhookSender(Component):
    """Connects to addresses that are allowed, whatever their names resolve to."""

    name: ClassVar[str] = "webhook_sender"
    required: ClassVar[bool] = False

    def __init__(self, settings: WebhookSettings) -> None:
        self._settings = settings
        self._http: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(
            # No limit of its own: what one receiver may take is bounded where its events are sent,
            # and a common limit would let a slow one keep the others waiting.
            connector=aiohttp.TCPConnector(
                limit=0, socket_factory=checking_sockets(self._settings.allowed_networks)
            ),
            timeout=aiohttp.ClientTimeout(total=self._settings.timeout_seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers={"Content-Type": "application/json", "User-Agent": "Provodnik-Webhooks/1"},
        )

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()

    async def check(self) -> None:
        if self._http is None or self._http.closed:
            raise RuntimeError("the client of webhooks is closed")

    def permits(self, url: str) -> bool:
        """Whether this address can be right at all; each connection is checked once more."""
        parsed = urlsplit(url)
        if parsed.scheme != "https" and not self._settings.allow_http:
            return False
        try:
            address = ip_address(parsed.hostname or "")
        except ValueError:
            return True  # a name, which may lead elsewhere each time
        return is_allowed(address, self._settings.allowed_networks)

    async def send(self, receiver: Receiver, message_id: str, body: str) -> Outcome:
        """Try once; never raises for what the receiver does."""
        began = time.monotonic()
        status, error = await self._attempt(receiver, message_id, body)
        return Outcome(status, error, time.monotonic() - began)

    async def _attempt(
        self, receiver: Receiver, message_id: str, body: str
    ) -> tuple[int | None, str | None]:
        if self._http is None:
            raise RuntimeError("the client of webhooks is not open")
        if not self.permits(receiver.url):
            return None, "ADDRESS_REFUSED"
        headers = signed_headers(message_id, datetime.now(UTC), body, receiver.keys)
        try:
            async with self._http.post(
                receiver.url, data=body.encode(), headers=headers, allow_redirects=False
            ) as response:
                await _finish(response)
                return response.status, None
        except TimeoutError:
            return None, "TIMEOUT"
        except aiohttp.ClientConnectorCertificateError:
            return None, "BAD_CERTIFICATE"
        except aiohttp.ClientConnectorError as failure:
            is_refused = isinstance(failure.os_error, AddressRefused)
            return None, "ADDRESS_REFUSED" if is_refused else "NO_CONNECTION"
        except (aiohttp.ClientError, OSError, ValueError):
            return None, "BAD_ANSWER"


async def _finish(response: aiohttp.ClientResponse) -> None:
    """Read a short answer to its end; hang up on one that is long, slow or broken."""
    with contextlib.suppress(asyncio.IncompleteReadError, TimeoutError, aiohttp.ClientError):
        async with asyncio.timeout(_READ_SECONDS):
            await response.content.readexactly(_READ_BYTES)
    if not response.content.at_eof():
        response.close()


WebhookSenderDep = Annotated[WebhookSender, Depends(provide(WebhookSender))]
