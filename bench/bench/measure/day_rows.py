"""A railway's day as the debug console simulates it, with its audit that everything adds up."""

import asyncio
import json
import tempfile
from typing import Any

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import VARIABLE
from local_stack.stack.servers import inherited_environment

from bench.load.constant_rate import run_constant_rate, run_requests
from bench.load.wrk import Sample
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.measure.store_rows import terminal_request
from bench.stack.laboratory import Laboratory
from bench.stack.tables import CHECKS, PURCHASES, restore

RUNS, PASSENGERS = 200, 50
# The day within three minutes.
SPEED = 480
_ITEMS = 3
# What `audit` and `simulate` exit with when it does not add up; the report tells it all the same.
_FAULTY = 5


async def measure_day(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """Its answers beside those of the floor at the rate of the day; the simulator works beside
    ours, and takes a core of the machine."""
    await _restore(laboratory)
    told = await _simulate(laboratory)
    name = f"a day of {RUNS} trains, {RUNS * PASSENGERS:,} passengers, in {told['seconds']:.0f} s"
    answers = {row["kind"]: row for row in told["answers"]}
    wrong = Spread.of([float(sum(told["faults"].values()))])
    rows = [Row(f"{name}: what does not add up", "", wrong, Goal(0, is_least=False), runs=[told])]
    for kind, title in (("board", "ticket check"), ("buy", "purchase")):
        floor = await _floor(laboratory, kind, answers[kind]["rate"], plan.latency_seconds)
        p50, p95, _ = answers[kind]["percentiles"]
        rows.append(_row(f"{name}: {title}, p50", p50, floor.p50_ms))
        rows.append(_row(f"{name}: {title}, p95", p95, floor.p95_ms))
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


async def _floor(laboratory: Laboratory, kind: str, rate: float, seconds: int) -> Sample:
    url = laboratory.floor.side.url
    if kind == "board":
        return await run_constant_rate(url, laboratory.targets["check"], "day", rate, seconds)
    target = laboratory.targets["purchase"]
    items = target.items.read_text(encoding="utf-8").split()
    body = json.dumps({"items": [{"item_id": item, "count": 1} for item in items[:_ITEMS]]})
    sales = [
        terminal_request(
            laboratory, "POST", target.path, at, body, f"Idempotency-Key: day-{at}\r\n"
        )
        for at in range(max(1, int(rate * seconds)))
    ]
    return await run_requests(url, sales, rate)


def _row(name: str, ours: float, floor: float) -> Row:
    return Row(
        name,
        "ms",
        Spread.of([ours]),
        None,
        floor=Spread.of([floor]),
        ratio=Spread.of([ours / floor]),
    )
