"""Prometheus metrics of one process."""

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """A registry of its own per application, so that two applications never share figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._requests = Histogram(
            "http_request_seconds",
            "Time from the first byte of a request to the last byte of its answer.",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._series: dict[tuple[str, str, int], Histogram] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. `route` is the template, never the path: a path has ids in it."""
        key = (method, route, status)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._requests.labels(method, route, str(status))
        series.observe(seconds)

    def render(self) -> bytes:
        """The exposition text of the whole registry."""
        return generate_latest(self.registry)
