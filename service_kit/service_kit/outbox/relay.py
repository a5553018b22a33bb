"""Delivering the outbox: at least once, in order per key, by one process at a time."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import structlog
from service_kit.database.engine import Database
from service_kit.database.leader import Leader
from service_kit.outbox.models import OutboxEvent
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

Handler = Callable[[OutboxEvent], Awaitable[None]]

POLL_SECONDS = 0.1
BATCH = 200
LONGEST_PAUSE_SECONDS = 300
# Asked ten times a second for as long as the process lives, mostly in vain: so it is one statement
# and no session.
_IS_ANY_DUE = text(
    "SELECT EXISTS (SELECT FROM outbox"
    " WHERE delivered_at IS NULL AND (retry_at IS NULL OR retry_at <= now()))"
)

_log = structlog.get_logger(__name__)


def one_after_another(*handlers: Handler) -> Handler:
    """One handler out of several. When one fails, all of them get the event again."""

    async def handle(event: OutboxEvent) -> None:
        for handler in handlers:
            await handler(event)

    return handle


class OutboxRelay(Leader):
    """Hands waiting events to the handler of their topic.

    One deliverer, of all replicas, keeps the order.
    """

    name: ClassVar[str] = "outbox"

    def __init__(self, database: Database, handlers: Mapping[str, Handler]) -> None:
        super().__init__(database)
        self._handlers = handlers

    async def lead(self, connection: AsyncConnection) -> None:
        while not self.is_closing:
            is_due = (await connection.execute(_IS_ANY_DUE)).scalar_one()
            if not (is_due and await self.deliver_batch()):
                await asyncio.sleep(POLL_SECONDS)

    async def deliver_batch(self) -> int:
        """Deliver what waits, up to a batch; how many events were delivered.

        Keys are independent: their events are delivered side by side, those of one key in order.
        """
        async with self._database.sessions() as session, session.begin():
            by_key: dict[str, list[OutboxEvent]] = defaultdict(list)
            for event in await _waiting(session):
                by_key[event.key].append(event)
            chains = await asyncio.gather(*map(self._deliver_in_order, by_key.values()))
            delivered = [event_id for chain in chains for event_id in chain]
            if delivered:
                await session.execute(
                    update(OutboxEvent)
                    .where(OutboxEvent.id.in_(delivered))
                    .values(delivered_at=func.now())
                    .execution_options(synchronize_session=False)
                )
        return len(delivered)

    async def _deliver_in_order(self, events: list[OutboxEvent]) -> list[UUID]:
        """The ids of those delivered; the first failure leaves the rest for later."""
        delivered = []
        for event in events:
            if not await self._deliver(event):
                break
            delivered.append(event.id)
        return delivered

    async def _deliver(self, event: OutboxEvent) -> bool:
        try:
            await self._handlers[event.topic](event)
        except Exception as error:  # noqa: BLE001 - one event must not stop the others
            event.attempts += 1
            pause = min(2.0**event.attempts / 10, LONGEST_PAUSE_SECONDS)
            event.retry_at = func.now() + timedelta(seconds=pause)
            _log.warning(
                "outbox.delivery_failed",
                topic=event.topic,
                event_id=str(event.id),
                attempts=event.attempts,
                error=type(error).__name__,
            )
            return False
        return True


async def _waiting(session: AsyncSession) -> list[OutboxEvent]:
    """The oldest waiting events, without those whose key waits for an earlier one's next try."""
    waiting = OutboxEvent.delivered_at.is_(None)
    pausing = select(OutboxEvent.key).where(waiting, OutboxEvent.retry_at > func.now()).distinct()
    found = await session.scalars(
        select(OutboxEvent)
        .where(waiting, OutboxEvent.key.not_in(pausing))
        .order_by(OutboxEvent.position)
        .limit(BATCH)
    )
    return list(found)
