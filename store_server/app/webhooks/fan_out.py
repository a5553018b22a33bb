"""The outbox handler that makes a delivery for each subscription that wants an event."""

import asyncio

from service_kit.database import Database
from service_kit.outbox import OutboxEvent

from app.webhooks import queue
from app.webhooks.messages import body_of
from app.webhooks.queue import Told


class FanOut:
    """Events that are handled at the same time share one statement."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Told, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def __call__(self, event: OutboxEvent) -> None:
        told = Told(event.id, event.topic, event.key, event.position, body_of(event))
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((told, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            error: Exception | None = None
            try:
                await queue.fan_out(self._database, [told for told, _ in batch])
            except Exception as failure:  # noqa: BLE001 - each event's handler gets it
                error = failure
            for _, done in batch:
                _tell(done, error)


def _tell(done: asyncio.Future[None], error: Exception | None) -> None:
    if done.done():
        return  # its handler was cancelled
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
