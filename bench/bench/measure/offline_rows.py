"""The rows about robots that lose the uplink: how soon they have the tickets of their run."""

import time

import httpx

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.percentiles import percentile
from bench.stack.laboratory import Laboratory
from bench.stack.seed import MANIFEST_TICKETS, fill_manifest_run, register_robots
from bench.stack.tables import CHECKS, Connection, restore

PATH = "/base_api/robot/manifest"
MOST_WHOLE_MS, MOST_DELTA_MS = 100, 20
REQUESTS = 40
TRAIN = "BENCH-MANIFEST"
# One passenger boards: the server has to look at the whole run anew.
_CHANGE = """
UPDATE tickets SET boarded_at = clock_timestamp()
WHERE id = (SELECT id FROM tickets WHERE train_number = $1 ORDER BY random() LIMIT 1)
"""


async def measure_manifest(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """Through the gateway, each after a change of the run; p95 of each round."""
    url, base = laboratory.ours.side.url, laboratory.ours.base
    robot = (await register_robots(url, 1, TRAIN))[0]
    await fill_manifest_run(base, TRAIN)
    headers = {"Authorization": f"Bearer {robot}"}
    try:
        async with httpx.AsyncClient(base_url=url, headers=headers) as client:
            await _p95(client, base, is_delta=False)  # Connections, prepared statements.
            whole = [await _p95(client, base, is_delta=False) for _ in range(plan.rounds)]
            delta = [await _p95(client, base, is_delta=True) for _ in range(plan.rounds)]
    finally:
        await restore(base, CHECKS)
    name = f"manifest of {MANIFEST_TICKETS:,} tickets, p95"
    return [
        Row(name, "ms", Spread.of(whole), Goal(MOST_WHOLE_MS, is_least=False)),
        Row(f"{name} of a delta", "ms", Spread.of(delta), Goal(MOST_DELTA_MS, is_least=False)),
    ]


async def _p95(client: httpx.AsyncClient, base: Connection, *, is_delta: bool) -> float:
    version = (await client.get(PATH)).json()["version"]
    taken = []
    for _ in range(REQUESTS):
        await base.execute(_CHANGE, TRAIN)
        started = time.perf_counter()
        answer = await client.get(PATH, params={"since": version} if is_delta else {})
        taken.append(1000 * (time.perf_counter() - started))
        version = answer.raise_for_status().json()["version"]
    return percentile(taken, 0.95)
