"""The terminal at the restaurant's counter, and what its screen has been told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from platform_client import PlatformError, StoreTerminal
from platform_client.models.purchases import Purchase, TaskEvent

from app.demo.report import Unexpected

EVENT_SECONDS = 15.0
# The first event of each connection.
_CONNECTED = {"ready", "reset"}


class Counter:
    """`earlier`: tasks that were there when it began to listen. `told`: those that came live."""

    def __init__(self, terminal: StoreTerminal) -> None:
        self.terminal = terminal
        self.earlier: set[UUID] = set()
        self.told: list[UUID] = []
        self.connections = 0
        self._events: asyncio.Queue[TaskEvent] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    @asynccontextmanager
    async def open(cls, terminal: StoreTerminal) -> AsyncIterator["Counter"]:
        counter = cls(terminal)
        try:
            yield counter
        finally:
            counter._listening.cancel()
            with suppress(asyncio.CancelledError, PlatformError):
                await counter._listening

    async def wait_for(self, kind: str, purchase: Purchase | None = None) -> TaskEvent:
        """The next event of this kind, and of this purchase if one is given."""
        try:
            async with asyncio.timeout(EVENT_SECONDS):
                while True:
                    event = await self._next()
                    if event.kind == kind and _is_of(event, purchase):
                        return event
        except TimeoutError:
            raise Unexpected(f"no {kind} within {EVENT_SECONDS:.0f} s on the stream") from None

    async def _listen(self) -> None:
        async for event in self.terminal.follow_tasks():
            if event.kind in _CONNECTED:
                self.connections += 1
                if self.connections == 1:
                    self.earlier = {task.id async for task in self.terminal.list_tasks()}
            elif event.kind == "task.created" and event.task is not None:
                self.told.append(event.task.id)
            await self._events.put(event)

    async def _next(self) -> TaskEvent:
        getting = asyncio.create_task(self._events.get())
        await asyncio.wait({getting, self._listening}, return_when=asyncio.FIRST_COMPLETED)
        if getting.done():
            return getting.result()
        getting.cancel()
        await self._listening  # It ends only by what went wrong with it.
        raise Unexpected("the stream of tasks has ended")


def _is_of(event: TaskEvent, purchase: Purchase | None) -> bool:
    if purchase is None:
        return True
    return event.task is not None and event.task.purchase_id == purchase.id
