"""The rows about lists and files of a million rows."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from local_stack.supervision.proc import children_by_parent, proportional_bytes, tree
from platform_client import Engineer, Platform

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.measure.scroll_rows import measure_scrolling
from bench.percentiles import percentile
from bench.stack import million
from bench.stack.laboratory import Laboratory

Query = Mapping[str, str | int]
MOST_MS = 100.0
MOST_MEGABYTES = 100.0
REQUESTS = 40
PATIENCE_SECONDS = 120
_DEEP = 5_000
_SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class LongList:
    """One list, what it is filtered by, and by what it is sorted."""

    path: str
    filters: Sequence[Query]
    sorts: Sequence[str] = ()


def _lists() -> list[LongList]:
    now = datetime.now(UTC)
    run = {"train_number": million.TRAIN, "train_date": str(now.date())}
    week = {"from": (now - timedelta(days=9)).isoformat(), "to": now.isoformat()}
    caller = {"caller_id": million.CALLER}
    return [
        LongList(
            "users",
            [
                *({"name": name} for name in million.NAMES),
                {"name": million.NAMES[0], "page": 1_000},
            ],
            sorts=["name", "-name"],
        ),
        LongList(
            "tickets",
            [
                run,
                {"train_number": million.TRAIN},
                {"train_date": run["train_date"]},
                *({"state": state} for state in ("VALID", "USED", "REVOKED")),
                {"train_number": million.TRAIN, "state": "REVOKED"},
                {"train_date": run["train_date"], "state": "REVOKED"},
                {"state": "USED", "page": 1_000},
            ],
        ),
        LongList(
            "audit",
            [
                caller,
                week,
                {**caller, **week},
                {**caller, "action": million.ACTION},
                {**caller, "page": 100},
                {"action": million.ACTION},
                {"action": million.ACTION, "page": 1_000},
                {"subject_kind": "users"},
                {"subject_id": million.SUBJECT},
            ],
        ),
    ]


async def measure_lists(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """Through the gateway: pages of the lists by p95, a table in a browser, a file of all users."""
    url, base = laboratory.ours.side.url, laboratory.ours.base
    headers = {"Authorization": f"Bearer {await _administrator(url)}"}
    async with (
        million.long_lists(base),
        httpx.AsyncClient(
            base_url=f"{url}/base_api/admin/", headers=headers, timeout=PATIENCE_SECONDS
        ) as client,
    ):
        rows = [row for one in _lists() for row in await _pages(client, plan, one)]
        rows.append(await measure_scrolling(url, plan))
        return [*rows, *await _export(client, laboratory.ours.pids["base-1"])]


async def _administrator(url: str) -> str:
    async with Platform(url) as platform:
        admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
        return await admin.session.get_token()


async def _pages(client: httpx.AsyncClient, plan: Plan, one: LongList) -> list[Row]:
    name = f"{one.path}, list of {million.ROWS:,}"
    return [
        await _row(client, plan, one.path, f"{name}: first page, p95", [{}]),
        await _row(client, plan, one.path, f"{name}: page {_DEEP:,}, p95", [{"page": _DEEP}]),
        await _row(client, plan, one.path, f"{name}: worst filter, p95", one.filters),
        *await _sorted_pages(client, plan, one, name),
    ]


async def _sorted_pages(
    client: httpx.AsyncClient, plan: Plan, one: LongList, name: str
) -> list[Row]:
    if not one.sorts:
        return []
    sorts: list[Query] = [{"sort": sort} for sort in one.sorts]
    deep = [{**sort, "page": _DEEP} for sort in sorts]
    filtered = [{**sort, **query} for sort in sorts for query in one.filters]
    return [
        await _row(client, plan, one.path, f"{name}: sorted, first page, p95", sorts),
        await _row(client, plan, one.path, f"{name}: sorted, page {_DEEP:,}, p95", deep),
        await _row(client, plan, one.path, f"{name}: sorted, worst filter, p95", filtered),
    ]


async def _row(
    client: httpx.AsyncClient, plan: Plan, path: str, name: str, queries: Sequence[Query]
) -> Row:
    """Of the slowest query; all are noted."""
    spreads = []
    for query in queries:
        await _p95(client, path, query)  # Prepared statements, and pages of the tables.
        taken = [await _p95(client, path, query) for _ in range(plan.rounds)]
        spreads.append((Spread.of(taken), dict(query)))
    runs = [{**query, "p95_ms": round(spread.median, 1)} for spread, query in spreads]
    worst = max((spread for spread, _ in spreads), key=lambda spread: spread.median)
    return Row(name, "ms", worst, Goal(MOST_MS, is_least=False), runs=runs)


async def _p95(client: httpx.AsyncClient, path: str, query: Query) -> float:
    taken = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        (await client.get(path, params=query)).raise_for_status()
        taken.append(1000 * (time.perf_counter() - started))
    return percentile(taken, 0.95)


async def _export(client: httpx.AsyncClient, server: int) -> list[Row]:
    """What the server holds at most meanwhile, above what it held before."""
    before, sizes = _megabytes(server), [0.0]
    watching = asyncio.create_task(_watch(server, sizes))
    started, lines = time.perf_counter(), 0
    async with client.stream("GET", "export/users") as answer:
        async for chunk in answer.raise_for_status().aiter_raw():
            lines += chunk.count(b"\n")
    seconds = time.perf_counter() - started
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    name, above = f"export of {lines - 1:,} users", max(max(sizes) - before, 0)
    goal = Goal(MOST_MEGABYTES, is_least=False)
    return [
        Row(f"{name}: memory above idle", "MB", Spread.of([above]), goal),
        Row(name, "rows/s", Spread.of([(lines - 1) / seconds]), None),
    ]


async def _watch(server: int, sizes: list[float]) -> None:
    while True:
        sizes.append(_megabytes(server))
        await asyncio.sleep(_SAMPLE_SECONDS)


def _megabytes(server: int) -> float:
    return sum(map(proportional_bytes, tree(server, children_by_parent()))) / 1e6
