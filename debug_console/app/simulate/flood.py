"""More requests at once than a server can do: its queues fill, and others have to wait."""

import asyncio

import httpx

CONNECTIONS = 200
SECONDS = 2.0
# By server, a list that keeps its database busy.
_PATHS = {"base": "/base_api/admin/tickets?size=100", "store": "/store_api/admin/stores?size=100"}
FLOODED = tuple(_PATHS)


class Flood:
    """`token`: of an administrator, who may ask for these lists."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}

    async def fill(self, server: str) -> int:
        """How many requests were answered, whatever the answer was."""
        limits = httpx.Limits(max_connections=CONNECTIONS)
        async with httpx.AsyncClient(
            base_url=self._url, headers=self._headers, limits=limits, timeout=SECONDS
        ) as client:
            ends_at = asyncio.get_running_loop().time() + SECONDS
            asking = (self._ask(client, _PATHS[server], ends_at) for _ in range(CONNECTIONS))
            return sum(await asyncio.gather(*asking))

    async def _ask(self, client: httpx.AsyncClient, path: str, ends_at: float) -> int:
        answered = 0
        while asyncio.get_running_loop().time() < ends_at:
            try:
                await client.get(path)
                answered += 1
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
        return answered
