"""The rows about faces. face_server measures itself, with its own packages: `tests.figures`."""

import asyncio
import json
import os
from asyncio.subprocess import PIPE

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.testing.infrastructure import Infrastructure, with_infrastructure

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread

MOST_IDENTIFY_RATIO, LEAST_RATE_RATIO = 1.15, 0.9
# The same goal in the processor's time: 1 / 0.9.
MOST_CPU_RATIO = 1.11
MOST_HEALTH_MS, LEAST_RECALL = 50, 0.99
# Either will do; the second holds on busy and on slow machines, too.
MOST_MILLION_MS, MOST_MILLION_RATIO = 30, 1.2
Figures = dict[str, list[float]]


async def measure_faces(plan: Plan) -> list[Row]:
    """On Chroma and Redis alone, with two workers."""
    noted: list[Figures] = []

    async def work(infrastructure: Infrastructure) -> None:
        noted.append(await _measure(infrastructure, plan))

    await with_infrastructure(work)
    return rows_of(noted[0])


async def _measure(infrastructure: Infrastructure, plan: Plan) -> Figures:
    folder = ROOT / "face_server"
    command = (str(folder / ".venv" / "bin" / "python"), "-m", "tests.figures")
    process = await asyncio.create_subprocess_exec(
        *command,
        str(plan.rounds),
        str(plan.seconds),
        cwd=folder,
        # One thread for numpy, as `python -m app` has it.
        env={**os.environ, **infrastructure.environment, "OPENBLAS_NUM_THREADS": "1"},
        stdout=PIPE,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise UserError("face_server could not be measured; what it printed says why")
    figures: Figures = json.loads(output.splitlines()[-1])
    return figures


def rows_of(figures: Figures) -> list[Row]:
    return [
        _beside_floor(
            "identify among 2,000 faces",
            "ms",
            _thousandfold(figures["identify"]),
            _thousandfold(figures["bare"]),
            Goal(MOST_IDENTIFY_RATIO, is_least=False),
        ),
        _beside_floor(
            "questions about faces, 2 workers",
            "1/s",
            figures["rate"],
            figures["bare_rate"],
            Goal(LEAST_RATE_RATIO, is_least=True),
        ),
        # On a machine with other work the rates swing; what a question takes hardly does.
        _beside_floor(
            "CPU of such a question, server and workers",
            "ms",
            _thousandfold(figures["cpu"]),
            _thousandfold(figures["bare_cpu"]),
            Goal(MOST_CPU_RATIO, is_least=False),
        ),
        Row(
            "/healthz of face_server meanwhile, p99",
            "ms",
            Spread.of(_thousandfold(figures["health_p99"])),
            Goal(MOST_HEALTH_MS, is_least=False),
        ),
        Row(
            "search among 1,000,000 faces, p95",
            "ms",
            Spread.of(_thousandfold(figures["million_p95"])),
            Goal(MOST_MILLION_MS, is_least=False),
        ),
        _beside_floor(
            "the same beside exact numpy, p95",
            "ms",
            _thousandfold(figures["million_p95"]),
            _thousandfold(figures["million_plain_p95"]),
            Goal(MOST_MILLION_RATIO, is_least=False),
        ),
        _beside_floor(
            "search among 100,000 faces beside exact numpy, p95",
            "ms",
            _thousandfold(figures["hundred_p95"]),
            _thousandfold(figures["hundred_plain_p95"]),
            Goal(MOST_MILLION_RATIO, is_least=False),
        ),
        _beside_floor(
            "the same beside Chroma's own index, p95",
            "ms",
            _thousandfold(figures["hundred_p95"]),
            _thousandfold(figures["hundred_chroma_p95"]),
            Goal(MOST_MILLION_RATIO, is_least=False),
        ),
        Row("recall@1 of Chroma's index", "", Spread.of(figures["hundred_chroma_recall"]), None),
        Row(
            "recall@1 among 1,000,000 faces",
            "",
            Spread.of(figures["million_recall"]),
            Goal(LEAST_RECALL, is_least=True),
        ),
        Row("memory of 1,000,000 faces", "MB", Spread.of(figures["million_megabytes"]), None),
        Row("memory of a face worker (PSS)", "MB", Spread.of(figures["worker_megabytes"]), None),
    ]


def _beside_floor(name: str, unit: str, ours: list[float], floor: list[float], goal: Goal) -> Row:
    ratios = [one / other for one, other in zip(ours, floor, strict=True)]
    return Row(
        name,
        unit,
        Spread.of(ours),
        goal,
        floor=Spread.of(floor),
        ratio=Spread.of(ratios),
        goal_is_ratio=True,
    )


def _thousandfold(values: list[float]) -> list[float]:
    return [1000 * value for value in values]
