"""The statements of delivering, through the driver: a thousand events a second pass here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service_kit.database import Database

from app.models import DeliveryState
from app.webhooks.secrets import SecretVault
from app.webhooks.sender import Receiver

_FAN_OUT = """
INSERT INTO webhook_deliveries (subscription_id, event_id, event_type, key, position, body)
SELECT subscription.id, event.id, event.type, event.key, event.position, event.body
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[])
    AS event (id, type, key, position, body)
JOIN webhook_subscriptions AS subscription
    ON subscription.is_active AND event.type = ANY (subscription.event_types)
ON CONFLICT (event_id, subscription_id) DO NOTHING
"""
_SUBSCRIPTION = """
SELECT url, secret, CASE WHEN former_secret_until > now() THEN former_secret END AS former_secret
FROM webhook_subscriptions
WHERE id = $1 AND (is_active OR $2)
"""
# Not as NOT EXISTS: without statistics, and a queue that grows and empties has none of use,
# PostgreSQL joins that on the subscription alone, and goes through all that waits for each one.
CLAIM = """
SELECT due.id, due.event_id, due.body, due.attempts
FROM webhook_deliveries AS due
WHERE due.subscription_id = $1 AND due.state = 'PENDING' AND due.due_at <= now()
    AND due.position = (
        SELECT first.position FROM webhook_deliveries AS first
        WHERE first.subscription_id = due.subscription_id AND first.key = due.key
            AND first.state = 'PENDING'
        ORDER BY first.position
        LIMIT 1
    )
ORDER BY due.due_at, due.position
LIMIT $2
"""
# Statistics of a queue that was just empty know of hardly any row, and to find one any index would
# do. Without sorting only those do that have the rows in their order.
BY_INDEX = """
SET LOCAL plan_cache_mode = force_custom_plan;
SET LOCAL enable_seqscan = off;
SET LOCAL enable_sort = off
"""
_RECORD = """
UPDATE webhook_deliveries AS delivery
SET state = result.state, attempts = attempts + 1, attempted_at = now(), status = result.status,
    error = result.error, due_at = now() + make_interval(secs => result.pause),
    finished_at = CASE WHEN result.state <> 'PENDING' THEN now() END
FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::int[], $5::text[])
    AS result (id, state, pause, status, error)
WHERE delivery.id = result.id AND delivery.state = 'PENDING'
"""
_DISABLE = """
UPDATE webhook_subscriptions SET is_active = false, disabled_at = now() WHERE id = $1 AND is_active
"""
_FORGET = """
DELETE FROM webhook_deliveries
WHERE state = 'DELIVERED' AND finished_at < now() - make_interval(days => $1)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as subscribers are told of it."""

    id: UUID
    type: str
    key: str
    position: int
    body: str


@dataclass(frozen=True, slots=True)
class Due:
    id: UUID
    event_id: UUID
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one attempt came to; `pause` is in seconds."""

    id: UUID
    state: DeliveryState
    pause: float
    status: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class SealedReceiver:
    url: str
    secret: bytes
    former_secret: bytes | None

    def open(self, subscription_id: UUID, vault: SecretVault) -> Receiver:
        """With every secret that signs now."""
        sealed = [one for one in (self.secret, self.former_secret) if one is not None]
        return Receiver(self.url, tuple(vault.open_sealed(subscription_id, one) for one in sealed))


async def fan_out(database: Database, events: Sequence[Told]) -> None:
    """One delivery for each event and subscription that wants it, however often this is done."""
    await database.driver.execute(
        _FAN_OUT,
        [event.id for event in events],
        [event.type for event in events],
        [event.key for event in events],
        [event.position for event in events],
        [event.body for event in events],
    )


async def get_receiver(
    database: Database, subscription_id: UUID, *, even_if_inactive: bool = False
) -> SealedReceiver | None:
    """None when the subscription is gone or not active."""
    row = await database.driver.fetchrow(_SUBSCRIPTION, subscription_id, even_if_inactive)
    return SealedReceiver(**row) if row else None


async def list_due(database: Database, subscription_id: UUID, limit: int) -> list[Due]:
    """What may be sent now: of each key the earliest only."""
    async with database.driver.acquire() as connection, connection.transaction():
        await connection.execute(BY_INDEX)
        rows = await connection.fetch(CLAIM, subscription_id, limit)
    return [Due(**row) for row in rows]


async def record(database: Database, results: Sequence[Result]) -> None:
    await database.driver.execute(
        _RECORD,
        [result.id for result in results],
        [result.state for result in results],
        [result.pause for result in results],
        [result.status for result in results],
        [result.error for result in results],
    )


async def disable(database: Database, subscription_id: UUID) -> None:
    await database.driver.execute(_DISABLE, subscription_id)


async def forget(database: Database, *, days: int) -> None:
    """Delete what was delivered so long ago."""
    await database.driver.execute(_FORGET, days)
