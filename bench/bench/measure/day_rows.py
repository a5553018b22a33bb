"""A railway's day as the debug console simulates it, with its audit that everything adds up."""

import asyncio
import json
import tempfile
from typing import Any

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import VARIABLE
from local_stack.stack.servers import inherited_environment

from bench.load.constant_rate import run_constant_rate
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory
from bench.stack.tables import CHECKS, PURCHASES, restore

RUNS, PASSENGERS = 200, 50
# The day within six minutes: two cores play no quicker one without queues of their own.
SPEED = 240
# What `audit` and `simulate` exit with when it does not add up; the report tells it all the same.
_FAULTY = 5


async def measure_day(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """Its ticket checks beside those of the floor at the rate of the day. The simulator takes a
    core of the machine meanwhile, and times its answers itself."""
    await _restore(laboratory)
    told = await _simulate(laboratory)
    name = f"a day of {RUNS} trains, {RUNS * PASSENGERS:,} passengers, in {told['seconds']:.0f} s"
    answers = {row["kind"]: row for row in told["answers"]}
    wrong = Spread.of([float(sum(told["faults"].values()))])
    rows = [Row(f"{name}: what does not add up", "", wrong, Goal(0, is_least=False), runs=[told])]
    board, buy = answers["board"], answers["buy"]
    floor = await run_constant_rate(
        laboratory.floor.side.url,
        laboratory.targets["check"],
        "day",
        board["rate"],
        plan.latency_seconds,
    )
    for at, point in enumerate(("p50", "p95")):
        least = (floor.p50_ms, floor.p95_ms)[at]
        rows.append(_row(f"{name}: ticket check, {point}", board["percentiles"][at], least))
    for at, point in enumerate(("p50", "p95")):
        # What a robot sells has no bare endpoint beside it.
        taken = Spread.of([buy["percentiles"][at]])
        rows.append(Row(f"{name}: purchase of a robot, {point}", "ms", taken, None))
    await _restore(laboratory)
    return rows


async def _restore(laboratory: Laboratory) -> None:
    for bench in (laboratory.ours, laboratory.floor):
        await restore(bench.base, CHECKS)
        await restore(bench.store, PURCHASES)


async def _simulate(laboratory: Laboratory) -> dict[str, Any]:
    console = ROOT / "debug_console"
    wishes = ("--runs", RUNS, "--passengers", PASSENGERS, "--speed", SPEED)
    with tempfile.TemporaryDirectory() as report:
        process = await asyncio.create_subprocess_exec(
            str(console / ".venv/bin/python"),
            *("-m", "app", "--url", laboratory.ours.side.url, "simulate", "day"),
            *map(str, wishes),
            *("--json", "--report", report),
            cwd=console,
            env=inherited_environment() | {VARIABLE: str(laboratory.home)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
    if process.returncode not in {0, _FAULTY}:
        raise UserError(f"The day was not simulated: {errors.decode().strip()}")
    told: dict[str, Any] = json.loads(output)
    return told


def _row(name: str, ours: float, floor: float) -> Row:
    return Row(
        name,
        "ms",
        Spread.of([ours]),
        None,
        floor=Spread.of([floor]),
        ratio=Spread.of([ours / floor]),
    )
