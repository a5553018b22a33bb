"""Jobs that delete rows of the kit's own tables when they have served their time.

A small batch at a time: a table that grew for years must not keep the disk or a lock busy.
"""

from datetime import timedelta
from uuid import UUID

from service_kit.idempotency.models import IdempotencyKey
from service_kit.outbox.models import OutboxEvent
from service_kit.periodic import Job
from sqlalchemy import Interval, Select, cast, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

# A client that repeats a write after a week does not repeat it, and a receiver that has not
# noticed a duplicate by then has other troubles.
KEEP = timedelta(days=7)
BATCH = 1_000
# More than eight million rows a day, which is more than a database makes.
EVERY_SECONDS = 10.0


async def trim_idempotency_keys(session: AsyncSession) -> int:
    """A batch of those whose week is over."""
    return await _delete(
        session,
        IdempotencyKey,
        select(IdempotencyKey.id).where(IdempotencyKey.id < await _oldest_kept(session)),
    )


async def trim_outbox(session: AsyncSession) -> int:
    """A batch of events delivered a week ago. What waits stays, however old it is."""
    return await _delete(
        session,
        OutboxEvent,
        select(OutboxEvent.id).where(
            OutboxEvent.id < await _oldest_kept(session),
            OutboxEvent.delivered_at < func.now() - KEEP,
        ),
    )


async def _oldest_kept(session: AsyncSession) -> UUID:
    """Keys are UUIDv7: what is old stands together at the beginning of the primary key's index."""
    key: UUID = (await session.execute(select(func.uuidv7(cast(-KEEP, Interval))))).scalar_one()
    return key


async def _delete(
    session: AsyncSession, table: type[IdempotencyKey | OutboxEvent], due: Select[UUID]
) -> int:
    batch = due.order_by(table.id).limit(BATCH)
    deleted = await session.scalars(
        delete(table)
        .where(table.id.in_(batch))
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    return len(deleted.all())


TRIMMING = (
    Job("trim_idempotency_keys", EVERY_SECONDS, trim_idempotency_keys),
    Job("trim_outbox", EVERY_SECONDS, trim_outbox),
)
