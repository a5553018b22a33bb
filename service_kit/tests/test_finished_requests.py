"""What is written of requests that are over."""

import asyncio
import re
from collections.abc import Iterable
from uuid import UUID

import httpx
import pytest
from service_kit.finished_requests import EVERY_SECONDS, FinishedRequest, FinishedRequests
from service_kit.logs import Fields
from service_kit.metrics import Metrics
from service_kit.request_context import Actor, RequestContext

from tests.sample import Settings, create_app

WHO = Actor(kind="robot", id=UUID(int=7), name="R-7")


class Written:
    def __init__(self) -> None:
        self.batches: list[list[Fields]] = []
        self.metrics = Metrics()
        self.finished = FinishedRequests(self.metrics, self._take)

    def _take(self, lines: Iterable[Fields]) -> None:
        self.batches.append(list(lines))

    @property
    def ids(self) -> list[list[str]]:
        return [[line["request_id"] for line in batch] for batch in self.batches]


@pytest.fixture
def written() -> Written:
    return Written()


def one(request_id: str, route: str = "/notes") -> FinishedRequest:
    context = RequestContext(request_id, operation=None, address=None, actor=WHO)
    return FinishedRequest(context, "GET", route, status=200, seconds=0.0123456, at=1.5)


async def test_those_of_a_moment_are_written_together_and_the_next_ones_after_them(
    written: Written,
) -> None:
    written.finished.add(one("r-1"))
    written.finished.add(one("r-2"))
    assert written.ids == []
    await asyncio.sleep(2 * EVERY_SECONDS)
    assert written.ids == [["r-1", "r-2"]]
    written.finished.add(one("r-3"))
    await asyncio.sleep(2 * EVERY_SECONDS)
    assert written.ids == [["r-1", "r-2"], ["r-3"]]


async def test_a_line_tells_when_the_request_was_over(written: Written) -> None:
    written.finished.add(one("r-1"))
    written.finished.write()
    ((line,),) = written.batches
    assert line.pop("timestamp").isoformat() == "1970-01-01T00:00:01.500000+00:00"
    assert line == {
        "request_id": "r-1",
        "method": "GET",
        "route": "/notes",
        "status": 200,
        "ms": 12.35,
        "caller": f"robot:{WHO.id}",
    }


async def test_probes_are_counted_but_not_written(written: Written) -> None:
    written.finished.add(one("r-1", "/healthz"))
    written.finished.write()
    assert written.ids == [[]]
    assert b'http_request_seconds_count{method="GET",route="/healthz"' in written.metrics.render()


async def test_the_figures_hold_what_was_answered_just_before(client: httpx.AsyncClient) -> None:
    async def count() -> float:
        text = (await client.get("/metrics")).text
        found = re.search(r'_count{method="GET",route="/bug",status="500"} (\S+)', text)
        return float(found[1]) if found else 0

    before = await count()
    await client.get("/bug")
    assert await count() == before + 1


async def test_nothing_is_left_unwritten_when_the_server_stops(
    settings: Settings, written: Written
) -> None:
    app = create_app(settings)
    app.state.finished_requests = written.finished
    async with app.router.lifespan_context(app):
        written.finished.add(one("r-1"))
    assert written.ids == [["r-1"]]
