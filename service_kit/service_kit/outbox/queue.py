"""The statements of delivering, through the driver: as many events pass here as anything is sold.

Nothing is held between them. One process delivers at a time; when it ends before it has written
down what it delivered, the next one delivers that again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service_kit.database.engine import Database
from service_kit.outbox.models import OutboxEvent

_WAITING = """
SELECT id, created_at, position, topic, key, payload, attempts, retry_at
FROM outbox
WHERE delivered_at IS NULL AND key <> ALL ($2::text[]) AND key NOT IN (
    SELECT key FROM outbox WHERE delivered_at IS NULL AND retry_at > now()
)
ORDER BY position
LIMIT $1
"""
_DELIVERED = "UPDATE outbox SET delivered_at = now() WHERE id = ANY ($1::uuid[])"
_FAILED = """
UPDATE outbox AS event
SET attempts = attempts + 1, retry_at = now() + make_interval(secs => failure.pause)
FROM unnest($1::uuid[], $2::float8[]) AS failure (id, pause)
WHERE event.id = failure.id
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """`pause`: seconds until the next attempt."""

    event_id: UUID
    pause: float


async def list_waiting(
    database: Database, limit: int, *, but: Sequence[str] = ()
) -> list[OutboxEvent]:
    """The oldest waiting events, without those of the keys in `but`, and without those whose key
    waits for an earlier one's next try."""
    rows = await database.driver.fetch(_WAITING, limit, but)
    return [OutboxEvent(**row) for row in rows]


async def mark_delivered(database: Database, event_ids: Sequence[UUID]) -> None:
    await database.driver.execute(_DELIVERED, event_ids)


async def mark_failed(database: Database, failures: Sequence[Failure]) -> None:
    await database.driver.execute(
        _FAILED,
        [failure.event_id for failure in failures],
        [failure.pause for failure in failures],
    )
