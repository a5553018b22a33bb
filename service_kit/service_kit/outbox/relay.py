"""Delivering the outbox: at least once, in order per key, by one process at a time."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import asyncpg
import structlog
from service_kit.database.engine import Database
from service_kit.database.leader import Leader
from service_kit.outbox import queue
from service_kit.outbox.models import OutboxEvent
from service_kit.outbox.queue import Failure

Handler = Callable[[OutboxEvent], Awaitable[None]]

# Between batches that are not full, too: each has a price, which the events that gather share.
POLL_SECONDS = 0.05
BATCH = 200
# How long a batch waits for its slowest events. They go on by themselves after that: a receiver
# that hangs holds up nobody else's events.
PATIENCE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 300
# Of what must be done within a second once that is possible again.
LONGEST_URGENT_PAUSE_SECONDS = 0.5
_IS_ANY_DUE = """
SELECT EXISTS (
    SELECT FROM outbox WHERE delivered_at IS NULL AND (retry_at IS NULL OR retry_at <= now())
)
"""

_log = structlog.get_logger(__name__)


def one_after_another(*handlers: Handler) -> Handler:
    """One handler out of several. When one fails, all of them get the event again."""

    async def handle(event: OutboxEvent) -> None:
        for handler in handlers:
            await handler(event)

    return handle


class OutboxRelay(Leader):
    """Hands waiting events to the handler of their topic.

    One deliverer, of all replicas, keeps the order. Events of an `urgent` topic are tried again and
    again without a long pause, however long it was in vain.
    """

    name: ClassVar[str] = "outbox"

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        *,
        urgent: Collection[str] = (),
    ) -> None:
        super().__init__(database)
        self._handlers = handlers
        self._urgent = frozenset(urgent)
        self._at_work: dict[str, asyncio.Task[_Chain]] = {}

    async def lead(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        try:
            while not self.is_closing:
                is_due = await connection.fetchval(_IS_ANY_DUE)
                delivered = await self.deliver_batch() if is_due or self._at_work else 0
                if delivered < BATCH:
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            # The next leader delivers these again; both at once would break their order.
            left = list(self._at_work.values())
            self._at_work.clear()
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def deliver_batch(self) -> int:
        """Deliver what waits, up to a batch; how many events were delivered.

        Keys are independent: their events are delivered side by side, those of one key in order.
        """
        begun = await self._begin_batch()
        if begun:
            await asyncio.wait(begun, timeout=PATIENCE_SECONDS)
        done = [key for key, task in self._at_work.items() if task.done()]
        return await self._note([self._at_work.pop(key).result() for key in done])

    async def _begin_batch(self) -> "list[asyncio.Task[_Chain]]":
        by_key: dict[str, list[OutboxEvent]] = defaultdict(list)
        limit, but = BATCH - len(self._at_work), list(self._at_work)
        for event in await queue.list_waiting(self._database, limit, but=but):
            by_key[event.key].append(event)
        begun = {
            key: asyncio.create_task(self._deliver_in_order(events))
            for key, events in by_key.items()
        }
        self._at_work |= begun
        return list(begun.values())

    async def _note(self, chains: "list[_Chain]") -> int:
        delivered = [event_id for chain in chains for event_id in chain.delivered]
        failures = [chain.failure for chain in chains if chain.failure is not None]
        if delivered:
            await queue.mark_delivered(self._database, delivered)
        if failures:
            await queue.mark_failed(self._database, failures)
        return len(delivered)

    async def _deliver_in_order(self, events: list[OutboxEvent]) -> "_Chain":
        """The first failure leaves the rest for later."""
        delivered: list[UUID] = []
        for event in events:
            failure = await self._deliver(event)
            if failure is not None:
                return _Chain(delivered, failure)
            delivered.append(event.id)
        return _Chain(delivered, None)

    async def _deliver(self, event: OutboxEvent) -> Failure | None:
        try:
            await self._handlers[event.topic](event)
        except Exception as error:  # noqa: BLE001 - one event must not stop the others
            _log.warning(
                "outbox.delivery_failed",
                topic=event.topic,
                event_id=str(event.id),
                attempts=event.attempts + 1,
                error=type(error).__name__,
            )
            pause = pause_after(event.attempts + 1)
            if event.topic in self._urgent:
                pause = min(pause, LONGEST_URGENT_PAUSE_SECONDS)
            return Failure(event.id, pause)
        return None


@dataclass(frozen=True, slots=True)
class _Chain:
    """What became of the events of one key."""

    delivered: list[UUID]
    failure: Failure | None


def pause_after(attempts: int) -> float:
    """Seconds: twice as long each time, up to a limit."""
    # An event that fails for days would else reach a power that no float holds.
    return min(2.0 ** min(attempts, 32) / 10, LONGEST_PAUSE_SECONDS)
