"""The way of one robot to the gateway, which can be lost."""

import httpx


class Uplink(httpx.AsyncBaseTransport):
    """All robots of a day share the connections behind it, as one gateway serves them."""

    def __init__(self, shared: httpx.AsyncBaseTransport) -> None:
        self._shared = shared
        self.is_cut = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("the uplink is lost")
        return await self._shared.handle_async_request(request)

    async def aclose(self) -> None:
        """The connections belong to the day, not to this robot."""
