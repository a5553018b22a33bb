"""The command line. It informs: a goal that is missed is no error."""

import argparse
import asyncio
import dataclasses
import sys
import time
from collections.abc import Awaitable, Sequence

from local_stack.messages import UserError, bold, dim, red, say

from bench.load.wrk import require_wrk
from bench.measure.clone_rows import measure_clean_clone
from bench.measure.endpoints import CHECK, ENDPOINTS
from bench.measure.load_rows import measure_check_latency, measure_generator, measure_throughput
from bench.measure.plan import DEFAULT, QUICK, Plan
from bench.measure.result import Row
from bench.measure.stack_rows import measure_idle_stack
from bench.report.docs import write_figures
from bench.report.machine import look_at_machine
from bench.report.report import Report
from bench.report.table import cpu_lines, plain_table
from bench.stack.laboratory import Laboratory, with_laboratory


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
    parser.add_argument("--quick", action="store_true", help="a first impression, in two minutes")
    parser.add_argument("--rounds", type=int, help="pairs of runs for each endpoint")
    parser.add_argument("--seconds", type=int, help="of each run")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[endpoint.kind for endpoint in ENDPOINTS],
        help="these endpoints, and nothing else",
    )
    parser.add_argument(
        "--durable", action="store_true", help="PostgreSQL waits for the disk, as in production"
    )
    parser.add_argument(
        "--all", action="store_true", help="also `make up` in a fresh clone, and `make test`"
    )
    parser.add_argument("--write-docs", action="store_true", help="into docs/performance.md")
    return parser


def _run(options: argparse.Namespace) -> None:
    started = time.monotonic()
    plan = _plan(options)
    report = Report(look_at_machine(), plan, options.durable)
    _show_machine(report)

    async def measure(laboratory: Laboratory) -> None:
        await _measure_endpoints(laboratory, report, options.only)

    if options.only is None:
        asyncio.run(_note(report, "the idle stack", measure_idle_stack()))
    with_laboratory(measure, durable=options.durable)
    if options.all:
        asyncio.run(_note(report, "a fresh clone", measure_clean_clone()))
    _show(report, time.monotonic() - started)
    if options.write_docs:
        write_figures(report)


def _plan(options: argparse.Namespace) -> Plan:
    plan = QUICK if options.quick else DEFAULT
    wishes = {"rounds": options.rounds, "seconds": options.seconds}
    return dataclasses.replace(plan, **{key: value for key, value in wishes.items() if value})


async def _measure_endpoints(
    laboratory: Laboratory, report: Report, only: Sequence[str] | None
) -> None:
    report.generator = await measure_generator(laboratory, report.plan)
    for endpoint in ENDPOINTS:
        if only is not None and endpoint.kind not in only:
            continue
        throughput = measure_throughput(laboratory, report.plan, endpoint)
        rows = await _note(report, endpoint.name, _single(throughput))
        if endpoint is CHECK and rows:
            latency = measure_check_latency(laboratory, report.plan, rows[0].ours.median)
            await _note(report, "the latency of a ticket check", _single(latency))


async def _single(row: Awaitable[Row]) -> list[Row]:
    return [await row]


async def _note(report: Report, what: str, measuring: Awaitable[list[Row]]) -> list[Row]:
    """One thing that cannot be measured does not cost the figures of the others."""
    say(dim(f"Measuring {what}"))
    try:
        rows = await measuring
    except UserError as error:
        print(red(str(error)), file=sys.stderr)
        report.failures.append(f"{what}: {error}")
        return []
    report.rows += rows
    return rows


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
    rates = ", ".join(f"{name} {rate:,}/s" for name, rate in report.generator.items())
    say(dim(f"wrk with the same requests where nginx answers alone: {rates}"))
    say(dim("CPU of one request, in milliseconds:"))
    for row in report.rows:
        for line in cpu_lines(row):
            say(dim(f"  {line}"))
    say(dim(f"{seconds:.0f} s; every run is in {report.save()}"))
