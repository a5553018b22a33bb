"""The same promise for statements that go through the driver, on the few hottest paths."""

from typing import Any

import asyncpg
from service_kit.idempotency.errors import IdempotencyConflict

_CLAIM = """
INSERT INTO idempotency_keys (caller, key, fingerprint) VALUES ($1, $2, $3)
ON CONFLICT (caller, key) DO NOTHING RETURNING id
"""
_EARLIER = "SELECT fingerprint, answer FROM idempotency_keys WHERE caller = $1 AND key = $2"


async def claim(
    connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]",
    *,
    caller: str,
    key: str,
    fingerprint: bytes,
) -> dict[str, Any] | None:
    """Take the key inside the open transaction; the earlier answer when it was taken before.

    Raises `IdempotencyConflict` when it was taken for another body.
    """
    if await connection.fetchval(_CLAIM, caller, key, fingerprint) is not None:
        return None
    earlier = await connection.fetchrow(_EARLIER, caller, key)
    if earlier is None or earlier["fingerprint"] != fingerprint:
        raise IdempotencyConflict
    answer: dict[str, Any] = earlier["answer"]
    return answer


async def remember(
    connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]",
    *,
    caller: str,
    key: str,
    answer: dict[str, Any],
) -> None:
    """Keep the answer for repetitions, in the same transaction."""
    await connection.execute(
        "UPDATE idempotency_keys SET answer = $3 WHERE caller = $1 AND key = $2",
        caller,
        key,
        answer,
    )
