"""The rows about a file of a million rows."""

import asyncio
import time
from contextlib import suppress

import httpx
from local_stack.supervision.proc import children_by_parent, proportional_bytes, tree

from bench.measure.result import Goal, Row, Spread

MOST_MEGABYTES = 100.0
_SAMPLE_SECONDS = 0.1


async def measure_export(client: httpx.AsyncClient, server: int) -> list[Row]:
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
