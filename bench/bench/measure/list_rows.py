"""The rows about lists of a million rows."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from platform_client import Engineer, Platform

from bench.measure.export_rows import measure_export
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.measure.scroll_rows import measure_scrolling
from bench.percentiles import percentile
from bench.stack import million
from bench.stack.laboratory import Laboratory

Query = Mapping[str, str | int]
MOST_MS = 100.0
REQUESTS = 40
PATIENCE_SECONDS = 120
_DEEP = 5_000


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
    url = laboratory.ours.side.url
    headers = {"Authorization": f"Bearer {await _administrator(url)}"}
    async with (
        million.long_lists(laboratory.ours.base),
        _client(url, headers) as ours,
        _client(laboratory.floor.side.url) as floor,
    ):
        pages = Pages(ours, floor, plan)
        rows = [row for one in _lists() for row in await pages.measure(one)]
        rows.append(await measure_scrolling(url, plan))
        return [*rows, *await measure_export(ours, laboratory.ours.pids["base-1"])]


def _client(url: str, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
    admin = f"{url}/base_api/admin/"
    return httpx.AsyncClient(base_url=admin, headers=headers, timeout=PATIENCE_SECONDS)


async def _administrator(url: str) -> str:
    async with Platform(url) as platform:
        admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
        return await admin.session.get_token()


@dataclass(frozen=True)
class Pages:
    """Measures pages of ours, and the same rows of the floor: all that it can do is one SELECT of
    what is behind a key."""

    ours: httpx.AsyncClient
    floor: httpx.AsyncClient
    plan: Plan

    async def measure(self, one: LongList) -> list[Row]:
        name, path = f"{one.path}, list of {million.ROWS:,}", one.path
        answer = await self.ours.get(path, params={"page": _DEEP - 1})
        before = answer.raise_for_status().json()
        cursor: Query = {"cursor": before["next_cursor"]}
        behind: Query = {"behind": before["items"][-1]["id"]}
        rows = [
            await self._beside_floor(path, f"{name}: first page, p95", {}, {}),
            await self._beside_floor(path, f"{name}: page {_DEEP:,}, p95", {"page": _DEEP}, behind),
            await self._beside_floor(path, f"{name}: the same by cursor, p95", cursor, behind),
            await self._slowest(path, f"{name}: worst filter, p95", one.filters),
        ]
        return [*rows, *await self._sorted(one, name)]

    async def _sorted(self, one: LongList, name: str) -> list[Row]:
        if not one.sorts:
            return []
        sorts: list[Query] = [{"sort": sort} for sort in one.sorts]
        deep = [{**sort, "page": _DEEP} for sort in sorts]
        filtered = [{**sort, **query} for sort in sorts for query in one.filters]
        return [
            await self._slowest(one.path, f"{name}: sorted, first page, p95", sorts),
            await self._slowest(one.path, f"{name}: sorted, page {_DEEP:,}, p95", deep),
            await self._slowest(one.path, f"{name}: sorted, worst filter, p95", filtered),
        ]

    async def _beside_floor(self, path: str, name: str, query: Query, floor: Query) -> Row:
        pairs = []
        await self._warm_up(path, query)
        for _ in range(self.plan.rounds):
            ours = await _p95(self.ours, path, query)
            pairs.append((ours, await _p95(self.floor, path, floor)))
        return Row(
            name,
            "ms",
            Spread.of([ours for ours, _ in pairs]),
            Goal(MOST_MS, is_least=False),
            floor=Spread.of([least for _, least in pairs]),
            ratio=Spread.of([ours / least for ours, least in pairs]),
        )

    async def _slowest(self, path: str, name: str, queries: Sequence[Query]) -> Row:
        """Of several queries; all are noted."""
        spreads = []
        for query in queries:
            await self._warm_up(path, query)
            taken = [await _p95(self.ours, path, query) for _ in range(self.plan.rounds)]
            spreads.append((Spread.of(taken), dict(query)))
        runs = [{**query, "p95_ms": round(spread.median, 1)} for spread, query in spreads]
        worst = max((spread for spread, _ in spreads), key=lambda spread: spread.median)
        return Row(name, "ms", worst, Goal(MOST_MS, is_least=False), runs=runs)

    async def _warm_up(self, path: str, query: Query) -> None:
        """Prepared statements, and pages of the tables."""
        await _p95(self.ours, path, query)


async def _p95(client: httpx.AsyncClient, path: str, query: Query) -> float:
    taken = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        (await client.get(path, params=query)).raise_for_status()
        taken.append(1000 * (time.perf_counter() - started))
    return percentile(taken, 0.95)
