"""The row about the record of changes: how soon it is proven whole."""

import asyncio
import re

from local_stack.messages import UserError

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory
from bench.stack.million import ROWS, long_record

LEAST_RATE = 200_000
_WHOLE = re.compile(r"^(\d+) entries are whole, .*\(([\d,]+)/s\)", re.MULTILINE)


async def measure_audit(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """By the command itself, from the first entry to the last."""
    async with long_record(laboratory.ours.base):
        rates = [await _verify(laboratory) for _ in range(plan.rounds)]
    goal = Goal(LEAST_RATE, is_least=True)
    return [Row(f"audit chain of {ROWS:,} entries, verified", "rows/s", Spread.of(rates), goal)]


async def _verify(laboratory: Laboratory) -> float:
    """Entries per second, as the command tells it. It does not tell it of a broken record."""
    server = laboratory.base_server
    process = await asyncio.create_subprocess_exec(
        *(server.command[0], "-m", "app.audit", "verify"),
        cwd=server.folder,
        env=dict(server.environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await process.communicate())[0].decode(errors="replace")
    found = _WHOLE.search(said)
    if found is None or int(found[1]) < ROWS:
        raise UserError(f"The record could not be verified:\n{said}")
    return float(found[2].replace(",", ""))
