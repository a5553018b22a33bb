"""The row about the record of changes: how soon it is proven whole."""

import asyncio
import re
import time

import asyncpg
from local_stack.messages import UserError

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory
from bench.stack.million import ROWS, long_record

LEAST_RATE = 200_000
# What cannot be spared, whoever compares: the two hashes of each entry, and nothing that ties one
# to the next. On two connections, as the command works.
_HASHES = """
SELECT count(*) FILTER (WHERE
    hash <> sha256(record_send(ROW(
        previous_hash, position, id, at, caller_kind, caller_id, request_id, operation, action,
        subject_kind, subject_id, commitment)))
    OR commitment <> sha256(record_send(ROW(salt, caller_name, address, changes))))
FROM audit_entries WHERE position BETWEEN $1 AND $2
"""
_HALVES = ((1, ROWS // 2), (ROWS // 2 + 1, ROWS))
_WHOLE = re.compile(r"^(\d+) entries are whole, .*\(([\d,]+)/s\)", re.MULTILINE)


async def measure_audit(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """By the command itself, from the first entry to the last; and the hashes alone, in turn."""
    pairs = []
    async with long_record(laboratory.ours.base):
        for _ in range(plan.rounds):
            ours = await _verify(laboratory)
            pairs.append((ours, await _hash(laboratory.ours.side.base_database)))
    return [
        Row(
            f"audit chain of {ROWS:,} entries, verified",
            "rows/s",
            Spread.of([ours for ours, _ in pairs]),
            Goal(LEAST_RATE, is_least=True),
            floor=Spread.of([floor for _, floor in pairs]),
            ratio=Spread.of([ours / floor for ours, floor in pairs]),
        )
    ]


async def _hash(database: str) -> float:
    """Entries per second of the floor."""
    async with asyncpg.create_pool(database, min_size=2, max_size=2) as pool:
        started = time.perf_counter()
        wrong = await asyncio.gather(*(pool.fetchval(_HASHES, *half) for half in _HALVES))
        seconds = time.perf_counter() - started
    if any(wrong):
        raise UserError(f"{sum(wrong)} entries do not match their hashes")
    return ROWS / seconds


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
