"""A railway's day as the debug console simulates it, with its audit that everything adds up."""

import asyncio
import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import VARIABLE
from local_stack.stack.servers import inherited_environment

from bench.load.orders import checks, purchases, run_at
from bench.load.wrk import Sample
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.percentiles import percentile
from bench.stack.laboratory import Laboratory
from bench.stack.tables import CHECKS, PURCHASES, restore

RUNS, PASSENGERS = 200, 50
# The day within eleven minutes: two cores that have other work, too, keep up with no quicker one.
SPEED = 120
# What `audit` and `simulate` exit with when it does not add up; the report tells it all the same.
_FAULTY = 5
# What a robot asks for, and the endpoint of the floor that does the same. Of the rest, a tenth of
# all, none is bare: refunds, incidents, lists, what was done without the uplink.
_KINDS = {"board": "check", "inspect": "check", "buy": "purchase"}


@dataclass(frozen=True)
class Answer:
    """`at`: when it was asked for, in seconds from the beginning of the day."""

    at: float
    seconds: float


Answers = dict[str, list[Answer]]


async def measure_day(laboratory: Laboratory, _: Plan) -> list[Row]:
    """Its checks and purchases beside those of the floor, which is asked at the same moments. The
    simulator times its answers itself, and tells by how much it was late in that."""
    await _restore(laboratory)
    told, answers = await _simulate(laboratory)
    floor_checks, floor_purchases = await _replay(laboratory, answers)
    await _restore(laboratory)
    name = f"a day of {RUNS} trains, {RUNS * PASSENGERS:,} passengers, in {told['seconds']:.0f} s"
    wrong = Spread.of([float(sum(told["faults"].values()))])
    late = Spread.of([told["simulator_late"][1]])
    # Those are not in the percentiles of the answers.
    missed = Spread.of([sum(one["errors"] for one in told["answers"] if one["kind"] in _KINDS)])
    return [
        Row(f"{name}: what does not add up", "", wrong, Goal(0, is_least=False), runs=[told]),
        *_rows(f"{name}: ticket check", answers["check"], floor_checks),
        *_rows(f"{name}: purchase of a robot", answers["purchase"], floor_purchases),
        Row(f"{name}: checks and purchases without an answer in time", "", missed, None),
        Row(f"{name}: the simulator itself late by, p95", "ms", late, None),
    ]


async def _replay(laboratory: Laboratory, answers: Answers) -> tuple[Sample, Sample]:
    url, targets = laboratory.floor.side.url, laboratory.targets
    asked = {kind: sorted(one.at for one in of_kind) for kind, of_kind in answers.items()}
    return await asyncio.gather(
        run_at(url, checks(targets["check"], "day", len(asked["check"])), asked["check"]),
        run_at(
            url,
            purchases(targets["purchase"], "day", len(asked["purchase"])),
            asked["purchase"],
        ),
    )


async def _restore(laboratory: Laboratory) -> None:
    for bench in (laboratory.ours, laboratory.floor):
        await restore(bench.base, CHECKS)
        await restore(bench.store, PURCHASES)


async def _simulate(laboratory: Laboratory) -> tuple[dict[str, Any], Answers]:
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
        answers = _read(Path(report) / "answers.csv")
    told: dict[str, Any] = json.loads(output)
    return told, answers


def _read(file: Path) -> Answers:
    answers: Answers = {"check": [], "purchase": []}
    with file.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["kind"] in _KINDS:
                answer = Answer(float(row["at"]), float(row["seconds"]))
                answers[_KINDS[row["kind"]]].append(answer)
    return answers


def _rows(name: str, answers: list[Answer], floor: Sample) -> list[Row]:
    taken = [1000 * one.seconds for one in answers]
    shares = (("p50", 0.5, floor.p50_ms), ("p95", 0.95, floor.p95_ms))
    return [
        _row(f"{name}, {point}", percentile(taken, share), least) for point, share, least in shares
    ]


def _row(name: str, ours: float, floor: float) -> Row:
    return Row(
        name,
        "ms",
        Spread.of([ours]),
        None,
        floor=Spread.of([floor]),
        ratio=Spread.of([ours / floor]),
    )
