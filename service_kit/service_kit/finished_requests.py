"""What is written of requests that are over: their figures, and their lines in the log."""

import asyncio
from datetime import UTC, datetime
from typing import NamedTuple

from service_kit.logs import Fields, RequestLog
from service_kit.metrics import Metrics
from service_kit.request_context import RequestContext

EVERY_SECONDS = 0.05
# Asked for every few seconds by probes: counted, but not written to the log.
_QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})


class FinishedRequest(NamedTuple):
    """`route` is the template, never the path: a path has ids in it. `at`: seconds since 1970."""

    context: RequestContext
    method: str
    route: str
    status: int
    seconds: float
    at: float


class FinishedRequests:
    """Writes those of a moment together: each by itself costs a quick request a twelfth.

    A process that is killed leaves no line of what it answered in its last twentieth of a second.
    What failed has one of its own at once, and what was changed stands in the audit.
    """

    def __init__(self, metrics: Metrics, log: RequestLog) -> None:
        self._metrics = metrics
        self._log = log
        self._waiting: list[FinishedRequest] = []

    def add(self, finished: FinishedRequest) -> None:
        """Needs a running event loop."""
        if not self._waiting:
            asyncio.get_running_loop().call_later(EVERY_SECONDS, self.write)
        self._waiting.append(finished)

    def write(self) -> None:
        """Write those that wait, in their order."""
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            self._metrics.observe(one.method, one.route, one.status, one.seconds)
        self._log(_line(one) for one in waiting if one.route not in _QUIET_ROUTES)


def _line(finished: FinishedRequest) -> Fields:
    return {
        "request_id": finished.context.request_id,
        "method": finished.method,
        "route": finished.route,
        "status": finished.status,
        "ms": round(finished.seconds * 1000, 2),
        "caller": finished.context.actor.label,
        "timestamp": datetime.fromtimestamp(finished.at, UTC),
    }
