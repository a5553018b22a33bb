"""Is the record whole? PostgreSQL hashes where the rows are: one line per block leaves it.

The statement uses built-in functions only, so whoever can write into the table cannot soften it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import islice

import asyncpg

BLOCK = 50_000


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry. Kept elsewhere, it shows later that the end was not cut off."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        position, _, digest = text.partition(":")
        return cls(int(position), digest)


EMPTY = Head(0, "00" * 32)


class BrokenChain(Exception):
    """The record is not what was written. `position` is the first place that shows it."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"broken at position {position}: {reason}")
        self.position = position


@dataclass(frozen=True, slots=True)
class Progress:
    """What was verified so far."""

    head: Head
    redacted: int


# `lag` of the row before the block is what ties blocks together.
# OFFSET keeps the planner from copying whole rows through the window, and the order of the index
# spares each sort: rows pass one by one, and nothing is kept of them.
_VERIFY = r"""
WITH hashed AS (
    SELECT position, previous_hash, hash, salt IS NULL AS is_redacted,
           CASE
               WHEN hash <> sha256(record_send(ROW(
                   previous_hash, position, id, at, caller_kind, caller_id, request_id, operation,
                   action, subject_kind, subject_id, commitment
               ))) THEN 'its fields do not match its hash'
               WHEN salt IS NULL THEN
                   CASE WHEN num_nonnulls(caller_name, address, changes) > 0
                        THEN 'something was added after its redaction' END
               WHEN commitment <> sha256(record_send(ROW(salt, caller_name, address, changes)))
                   THEN 'its changes do not match their commitment'
           END AS fault
    FROM audit_entries
    WHERE position BETWEEN $1 - 1 AND $2
    ORDER BY position
    OFFSET 0
), linked AS (
    SELECT *,
           coalesce(lag(position) OVER by_position, 0) AS before_position,
           coalesce(lag(hash) OVER by_position, decode(repeat('00', 32), 'hex')) AS before_hash
    FROM hashed
    WINDOW by_position AS (ORDER BY position)
), judged AS (
    SELECT position, before_position, hash, is_redacted,
           CASE
               WHEN position <> before_position + 1 THEN 'an entry is missing'
               WHEN previous_hash <> before_hash THEN 'it does not follow the entry before it'
               ELSE fault
           END AS fault
    FROM linked
    WHERE position >= $1
)
SELECT count(*) AS entries,
       count(*) FILTER (WHERE is_redacted) AS redacted,
       max(position) AS last_position,
       encode(max(hash) FILTER (WHERE position = $2), 'hex') AS last_hash,
       min(least(position, before_position + 1)) FILTER (WHERE fault IS NOT NULL) AS broken_at,
       (array_agg(fault ORDER BY position) FILTER (WHERE fault IS NOT NULL))[1] AS fault
FROM judged
"""
_HASH_AT = "SELECT encode(hash, 'hex') FROM audit_entries WHERE position = $1"


async def verify(
    pool: "asyncpg.Pool[asyncpg.Record]", expected: Head | None = None
) -> AsyncIterator[Progress]:
    """Verify from the first entry on and tell how far; raises `BrokenChain` at the first fault.

    As many blocks at once as the pool has connections. Entries that are appended meanwhile are
    left for the next time. Memory does not grow with the record.
    """
    end = await _end(pool)
    if expected is not None and expected.position > end:
        raise BrokenChain(end + 1, f"the record reached {expected.position} before")
    blocks = ((start, min(start + BLOCK - 1, end)) for start in range(1, end + 1, BLOCK))
    tasks = (asyncio.create_task(_verify_block(pool, *block)) for block in blocks)
    # Some wait for a connection, so that none is idle until the first block is done.
    under_way = deque(islice(tasks, 2 * pool.get_max_size()))
    redacted = 0
    try:
        while under_way:
            # In their order: the first fault is the one to tell.
            verified = await under_way.popleft()
            under_way.extend(islice(tasks, 1))
            redacted += verified.redacted
            yield Progress(verified.head, redacted)
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
    if expected is not None and expected.position:
        found = await pool.fetchval(_HASH_AT, expected.position)
        if found != expected.hash:
            raise BrokenChain(expected.position, "another entry stood here before")


async def _end(pool: "asyncpg.Pool[asyncpg.Record]") -> int:
    row = await pool.fetchrow("SELECT min(position), max(position) FROM audit_entries")
    first, last = row or (None, None)
    if first is not None and first != 1:
        raise BrokenChain(1, "the record does not begin here")
    return last or 0


async def _verify_block(pool: "asyncpg.Pool[asyncpg.Record]", start: int, end: int) -> Progress:
    row = await pool.fetchrow(_VERIFY, start, end)
    if row is None or not row["entries"]:
        raise BrokenChain(start, "an entry is missing")
    if row["broken_at"] is not None:
        raise BrokenChain(row["broken_at"], row["fault"])
    if row["last_position"] != end:
        raise BrokenChain(row["last_position"] + 1, "an entry is missing")
    return Progress(Head(end, row["last_hash"]), row["redacted"])
