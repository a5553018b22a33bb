"""The command line. It informs: a goal that is missed is no error."""

import argparse
import asyncio
import dataclasses
import sys
import time
from collections.abc import Awaitable, Sequence
from functools import partial
from typing import TypeVar

from local_stack.messages import UserError, bold, dim, red, say

from bench.load.wrk import require_wrk
from bench.measure.endpoints import ENDPOINTS
from bench.measure.load_rows import measure_generator
from bench.measure.plan import DEFAULT, FULL_CHECKS_PER_ROBOT, FULL_TRADES, QUICK, Plan
from bench.measure.result import Row
from bench.measure.suites import (
    AFTER,
    BEFORE,
    IN_LABORATORY,
    KEYS,
    LaboratorySuite,
    LoneSuite,
    Suite,
)
from bench.report.docs import write_figures
from bench.report.machine import look_at_machine
from bench.report.pace import Moment, Pace
from bench.report.report import Report
from bench.report.table import cpu_lines, plain_table
from bench.stack.laboratory import Laboratory, with_laboratory

AnySuite = TypeVar("AnySuite", bound=Suite)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fails only where nothing could be measured at all."""
    options = _parser().parse_args(arguments)
    try:
        require_wrk()
        _run(options)
    except UserError as error:
        print(red(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="shorter loads, for a first impression"
    )
    parser.add_argument("--rounds", type=int, help="of everything, one after another")
    parser.add_argument("--seconds", type=int, help="of each load that takes no turns")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=KEYS,
        help="these, and nothing else",
    )
    parser.add_argument(
        "--durable", action="store_true", help="PostgreSQL waits for the disk, as in production"
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="also a simulated day, `make up` in a fresh clone, and `make test`",
    )
    parser.add_argument(
        "--full-crowd", action="store_true", help="a million checks by 50 robots; half an hour"
    )
    parser.add_argument(
        "--full-kills",
        action="store_true",
        help="100,000 sales and refunds through kills; half an hour",
    )
    parser.add_argument("--write-docs", action="store_true", help="into docs/performance.md")
    return parser


def _run(options: argparse.Namespace) -> None:
    started = time.monotonic()
    report = Report(look_at_machine(), _plan(options), options.durable)
    _show_machine(report)
    before = Moment.now()
    asyncio.run(_measure_alone(report, _chosen(BEFORE, options)))
    in_laboratory = _chosen(IN_LABORATORY, options)
    if in_laboratory:
        with_laboratory(partial(_measure_in, report, in_laboratory), durable=options.durable)
    asyncio.run(_measure_alone(report, _chosen(AFTER, options)))
    report.pace = Pace.between(before, Moment.now())
    _show(report, time.monotonic() - started)
    if options.write_docs:
        write_figures(report)


def _plan(options: argparse.Namespace) -> Plan:
    plan = QUICK if options.quick else DEFAULT
    wishes = {
        "rounds": options.rounds,
        "seconds": options.seconds,
        "checks_per_robot": FULL_CHECKS_PER_ROBOT if options.full_crowd else None,
        **(FULL_TRADES if options.full_kills else {}),
    }
    return dataclasses.replace(plan, **{key: value for key, value in wishes.items() if value})


def _chosen(suites: Sequence[AnySuite], options: argparse.Namespace) -> list[AnySuite]:
    """Those asked for by name; without names all, the long ones only with `--all`."""
    if options.only is not None:
        return [suite for suite in suites if suite.key in options.only]
    return [suite for suite in suites if options.all or not suite.is_long]


async def _measure_alone(report: Report, suites: Sequence[LoneSuite]) -> None:
    for suite in suites:
        await _note(report, suite, suite.measure(report.plan))


async def _measure_in(
    report: Report, suites: Sequence[LaboratorySuite], laboratory: Laboratory
) -> None:
    keys = {suite.key for suite in suites}
    loaded = [endpoint for endpoint in ENDPOINTS if endpoint.kind in keys]
    report.generator = await measure_generator(laboratory, report.plan, loaded)
    for suite in suites:
        await _note(report, suite, suite.measure(laboratory, report.plan))


async def _note(report: Report, suite: Suite, measuring: Awaitable[list[Row]]) -> None:
    """One thing that cannot be measured does not cost the figures of the others."""
    say(dim(f"Measuring {suite.title}"))
    try:
        report.rows += await measuring
    except Exception as error:  # noqa: BLE001 - whatever it is, an hour of others' figures is kept
        print(red(f"{type(error).__name__}: {error}"), file=sys.stderr)
        report.failures.append(f"{suite.title}: {error}")


def _show_machine(report: Report) -> None:
    machine = report.machine
    say(bold("Ours beside the least that each job could cost, in turn on the same machine"))
    say(
        f"{machine.cores} cores ({machine.kind}), {machine.memory_gigabytes} GB, {machine.system}, "
        f"load average {machine.load:.1f}"
    )
    say(dim(", ".join(f"{name} {version}" for name, version in machine.versions.items())))


def _show(report: Report, seconds: float) -> None:
    say("")
    say(plain_table(report.rows))
    say("")
    say(dim(str(report.pace)))
    if report.generator:
        rates = ", ".join(f"{name} {rate:,}/s" for name, rate in report.generator.items())
        say(dim(f"wrk with the same requests where nginx answers alone: {rates}"))
    say(dim("CPU of one request, in milliseconds:"))
    for row in report.rows:
        for line in cpu_lines(row):
            say(dim(f"  {line}"))
    say(dim(f"{seconds:.0f} s; every run is in {report.save()}"))
