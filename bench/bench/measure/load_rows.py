"""The rows that put load on an endpoint."""

import dataclasses
from collections.abc import Iterable

from bench.load.orders import run_constant_rate
from bench.load.wrk import Sample, run_wrk
from bench.measure.endpoints import CHECK, Endpoint
from bench.measure.pairs import alternate, p99_ms, rate, row_of_pairs
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row
from bench.stack.laboratory import Bench, Laboratory

# nginx answers here by itself.
EMPTY_PATH = "/health/gateway?"
SLOWEST_MS = 50


async def measure_throughput(laboratory: Laboratory, plan: Plan, endpoint: Endpoint) -> Row:
    """The greatest load that each side takes."""
    target = laboratory.targets[endpoint.kind]

    async def load(bench: Bench, label: str) -> Sample:
        return await run_wrk(bench.side.url, target, label, plan.turn_seconds)

    for bench in (laboratory.ours, laboratory.floor):
        # Connections, prepared statements, caches.
        await run_wrk(bench.side.url, target, "warm", plan.warm_up_seconds)
    pairs = await alternate(laboratory, endpoint, load, plan.rounds * plan.turns)
    return row_of_pairs(endpoint.name, "req/s", pairs, rate, endpoint.goal, goal_is_ratio=True)


async def measure_check_latency(laboratory: Laboratory, plan: Plan, greatest: float) -> Row:
    """Ticket checks on both sides at a constant rate: half of the greatest that ours takes."""
    target = laboratory.targets[CHECK.kind]

    async def load(bench: Bench, label: str) -> Sample:
        return await run_constant_rate(
            bench.side.url, target, label, greatest / 2, plan.latency_seconds
        )

    pairs = await alternate(laboratory, CHECK, load, plan.latency_rounds)
    return row_of_pairs(
        f"ticket check, p99 at {greatest / 2:.0f} req/s",
        "ms",
        pairs,
        p99_ms,
        Goal(SLOWEST_MS, is_least=False),
        goal_is_ratio=False,
    )


async def measure_generator(
    laboratory: Laboratory, plan: Plan, endpoints: Iterable[Endpoint]
) -> dict[str, int]:
    """Requests per second that wrk reaches, with the requests of each endpoint, where nginx
    answers by itself: what the generator and the gateway can do on this machine."""
    found = {}
    for endpoint in endpoints:
        target = dataclasses.replace(laboratory.targets[endpoint.kind], path=EMPTY_PATH)
        sample = await run_wrk(laboratory.ours.side.url, target, "empty", plan.warm_up_seconds)
        found[endpoint.name] = round(sample.rate)
    return found
