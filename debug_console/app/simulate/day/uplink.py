"""The way of one robot to the gateway, which can be lost, and which is timed."""

import time
from dataclasses import dataclass

import httpx


@dataclass
class Stopwatch:
    """`sent_at`: when the first request left, `answered_at`: when the last answer had come, by the
    monotonic clock."""

    sent_at: float | None = None
    answered_at: float = 0.0


class Uplink(httpx.AsyncBaseTransport):
    """All robots of a day share the connections behind it, as one gateway serves them."""

    def __init__(self, shared: httpx.AsyncBaseTransport) -> None:
        self._shared = shared
        self._stopwatch = Stopwatch()
        self.is_cut = False

    def start_stopwatch(self) -> Stopwatch:
        """Of what is asked from now on. Work of the robot's own before and after it is not in it;
        pauses between repeated requests are."""
        self._stopwatch = Stopwatch()
        return self._stopwatch

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("the uplink is lost")
        stopwatch = self._stopwatch
        if stopwatch.sent_at is None:
            stopwatch.sent_at = time.monotonic()
        response = await self._shared.handle_async_request(request)
        stopwatch.answered_at = time.monotonic()
        return response

    async def aclose(self) -> None:
        """The connections belong to the day, not to this robot."""
