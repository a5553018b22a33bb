"""A way to another server that is made when something is first asked."""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service_kit.http_client.certificates import trusted_certificates
from service_kit.http_client.messages import Answer, Question

if TYPE_CHECKING:
    from service_kit.http_client.wire import Wire


class LateWire:
    """To the server at `url`. Close it at the end."""

    def __init__(self, url: str, *, seconds: float, connect_seconds: float = 1.0) -> None:
        self._url = url
        self._seconds = seconds
        self._connect_seconds = connect_seconds
        self._wire: Wire | None = None
        self._was_met = False

    async def send(self, question: Question) -> Answer:
        """The whole answer, whatever its status. Raises `Unanswered`."""
        return await (await self._opened()).send(question)

    async def has_met(self) -> bool:
        """Did anybody listen before? If not, somebody must now, or `OSError` is raised.

        That has to do while a server starts: to load what questions are asked with takes longer
        than all that it waits for.
        """
        if self._was_met:
            return True
        place = urlsplit(self._url)
        port = place.port or (443 if place.scheme == "https" else 80)
        _, writer = await asyncio.open_connection(place.hostname, port)
        writer.close()
        self._was_met = True
        return False

    async def close(self) -> None:
        if self._wire is not None:
            await self._wire.close()

    async def _opened(self) -> "Wire":
        if self._wire is None:
            # Beside the loop, where others wait to be answered.
            await asyncio.to_thread(_load)
        return self._wire or self._made()

    def _made(self) -> "Wire":
        """Made once, however many have waited for the import."""
        from service_kit.http_client.wire import Wire  # noqa: PLC0415 - takes long to load

        if self._wire is None:
            self._wire = Wire(trusted_certificates(), self._seconds, self._connect_seconds)
        return self._wire


def _load() -> None:
    import_module("service_kit.http_client.wire")
    trusted_certificates()
