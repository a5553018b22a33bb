"""The way to another server. aiohttp: its requests cost a third of the processor time of httpx's.

Imported by `LateWire` alone: aiohttp would be a tenth of a server's start.
"""

import ssl
from io import BytesIO

import aiohttp
from service_kit.http_client.messages import Answer, Question, Unanswered

_CONNECTIONS = 100
# One that was silent for so long is not used again: the other side may just be closing it.
_SILENT_SECONDS = 5.0


class Wire:
    """Belongs to the loop in which it is made. Close it at the end."""

    def __init__(self, trust: ssl.SSLContext, seconds: float, connect_seconds: float) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=_CONNECTIONS,
                keepalive_timeout=_SILENT_SECONDS,
                ssl=trust,
                # A neighbour that was started anew may have another address.
                use_dns_cache=False,
            ),
            # Not rounded up to whole seconds.
            timeout=aiohttp.ClientTimeout(
                total=seconds, sock_connect=connect_seconds, ceil_threshold=seconds
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def send(self, question: Question) -> Answer:
        """The whole answer, whatever its status. Raises `Unanswered`."""
        try:
            async with self._session.request(
                question.method,
                question.url,
                params=question.params,
                # Bytes as they are would hold up the loop where they are many.
                data=None if question.body is None else BytesIO(question.body),
                headers=question.headers,
                allow_redirects=False,
            ) as response:
                return Answer(response.status, await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unanswered(type(error).__name__) from error

    async def close(self) -> None:
        await self._session.close()
