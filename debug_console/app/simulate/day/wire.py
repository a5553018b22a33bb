"""A cheap way to the gateway, for hundreds of robots in one process.

What httpx does between a request and its socket costs several times as much processor time as
the rest of the client, and robots of one process wait for each other meanwhile. aiohttp has a
parser in C. What it raises is told apart here: only what was not sent is repeated without a key.
"""

import aiohttp
import httpx
from yarl import URL

# The gateway hangs up on a connection that was silent for ten seconds, perhaps in the very moment
# in which a request is sent on it. So one that was silent for half of that is not used again.
_SILENT_SECONDS = 5.0
# What httpx puts in is all that is sent.
_NOTHING_OF_ITS_OWN = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Wire(httpx.AsyncBaseTransport):
    """As many connections as there are requests under way; answers come whole. Close it at the
    end."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        try:
            async with self._opened().request(
                request.method,
                URL(str(request.url), encoded=True),
                data=body or None,
                headers=[(name.decode(), value.decode()) for name, value in request.headers.raw],
                skip_auto_headers=_NOTHING_OF_ITS_OWN,
                allow_redirects=False,
                timeout=_limits(request),
            ) as answer:
                content = await answer.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise httpx.ConnectError(str(error)) from error
        except TimeoutError as error:
            raise httpx.ReadTimeout("no answer came in time") from error
        except aiohttp.ClientError as error:
            raise httpx.ReadError(f"no whole answer: {error!r}") from error
        return httpx.Response(answer.status, headers=answer.raw_headers, content=content)

    def _opened(self) -> aiohttp.ClientSession:
        """Made where the loop runs."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_SILENT_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                # httpx unpacks what it is given.
                auto_decompress=False,
            )
        return self._session

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()


def _limits(request: httpx.Request) -> aiohttp.ClientTimeout:
    limits = request.extensions.get("timeout", {})
    return aiohttp.ClientTimeout(
        total=limits.get("read"), sock_connect=limits.get("connect"), ceil_threshold=60
    )
