"""How soon a server that is started can do its work."""

import asyncio
import dataclasses
import os
import signal
import socket
import time

from local_stack.messages import UserError
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Program

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory
from bench.stack.sides import BASE_PORT, FLOOR_PORT

MOST_SECONDS = 2.0
PATIENCE_SECONDS = 60
_PAUSE_SECONDS = 0.01


async def measure_start(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """From the command to the first 200 of the probe, of one more replica and of one more floor in
    turn: most of either is importing, which a slow machine does slowly."""
    pairs = []
    for _ in range(plan.rounds):
        ours = await _start(_another(laboratory.base_server, BASE_PORT, "/readyz"))
        floor = await _start(_another(laboratory.floor_server, FLOOR_PORT, "/healthz"))
        pairs.append((ours, floor))
    return [
        Row(
            "start of base_server",
            "s",
            Spread.of([ours for ours, _ in pairs]),
            Goal(MOST_SECONDS, is_least=False),
            floor=Spread.of([floor for _, floor in pairs]),
            ratio=Spread.of([ours / floor for ours, floor in pairs]),
        )
    ]


def _another(replica: Program, variable: str, probe: str) -> Program:
    """The same program on a free port, which it reads from `variable`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return dataclasses.replace(
        replica,
        environment={**replica.environment, variable: str(port)},
        ready=http_ready(port, probe),
        port=port,
    )


async def _start(program: Program) -> float:
    started = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *program.command,
        cwd=program.folder,
        env=dict(program.environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        # Ctrl-C is for the benchmark, which then ends this one, whatever it has started.
        start_new_session=True,
    )
    try:
        while time.monotonic() - started < PATIENCE_SECONDS:
            if program.ready is not None and await program.ready():
                return time.monotonic() - started
            await asyncio.sleep(_PAUSE_SECONDS)
        raise UserError(f"{program.name} was not ready in {PATIENCE_SECONDS} s")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        await process.wait()
