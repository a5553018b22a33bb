"""Delivering what waits: each subscription by a task of its own, so that none waits for another."""

import asyncio
import random
import time
from typing import ClassVar
from uuid import UUID

import asyncpg
import structlog
from service_kit.database import Database
from service_kit.database.leader import Leader

from app.config import WebhookSettings
from app.models import DeliveryState
from app.webhooks import queue
from app.webhooks.queue import Due, Result
from app.webhooks.rules import is_delivered, is_gone, pause_after
from app.webhooks.secrets import SecretVault
from app.webhooks.sender import Receiver, WebhookSender

POLL_SECONDS = 0.2
LEAD_SECONDS = 0.5
FORGET_SECONDS = 3600.0
BATCH = 200

_ACTIVE = "SELECT id FROM webhook_subscriptions WHERE is_active"
_log = structlog.get_logger(__name__)


class WebhookDispatcher(Leader):
    """At least once, and in order per key; the same `webhook-id` however often."""

    name: ClassVar[str] = "webhooks"

    def __init__(
        self,
        database: Database,
        vault: SecretVault,
        sender: WebhookSender,
        settings: WebhookSettings,
    ) -> None:
        super().__init__(database)
        self._vault = vault
        self._sender = sender
        self._settings = settings
        self._forgot_at = 0.0

    async def lead(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        tasks: dict[UUID, asyncio.Task[None]] = {}
        try:
            while not self.is_closing:
                active = {row["id"] for row in await connection.fetch(_ACTIVE)}
                for subscription_id in active - tasks.keys():
                    tasks[subscription_id] = asyncio.create_task(self._serve(subscription_id))
                for subscription_id in tasks.keys() - active:
                    tasks.pop(subscription_id).cancel()
                await self._forget_old()
                await asyncio.sleep(LEAD_SECONDS)
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def _forget_old(self) -> None:
        if time.monotonic() - self._forgot_at > FORGET_SECONDS:
            self._forgot_at = time.monotonic()
            await queue.forget(self._database, days=self._settings.keep_days)

    async def _serve(self, subscription_id: UUID) -> None:
        while True:
            delivered = 0
            try:
                delivered = await self.deliver_batch(subscription_id)
            except Exception as error:  # noqa: BLE001 - the next batch may go better
                _log.warning(
                    "webhook.interrupted",
                    subscription=str(subscription_id),
                    error=type(error).__name__,
                )
            if not delivered:
                await asyncio.sleep(POLL_SECONDS)

    async def deliver_batch(self, subscription_id: UUID) -> int:
        """Try what is due, up to a batch; how many were delivered."""
        due = await queue.list_due(self._database, subscription_id, BATCH)
        sealed = await queue.get_receiver(self._database, subscription_id) if due else None
        if sealed is None:
            return 0
        receiver = sealed.open(subscription_id, self._vault)
        places = asyncio.Semaphore(self._settings.concurrency)
        results = await asyncio.gather(*(self._try(receiver, one, places) for one in due))
        await queue.record(self._database, results)
        failed = [result for result in results if result.state is not DeliveryState.DELIVERED]
        if failed:
            _log.warning(
                "webhook.failed",
                subscription=str(subscription_id),
                count=len(failed),
                status=failed[0].status,
                error=failed[0].error,
            )
        if any(is_gone(result.status) for result in failed):
            await queue.disable(self._database, subscription_id)
            _log.warning("webhook.gone", subscription=str(subscription_id))
        return len(results) - len(failed)

    async def _try(self, receiver: Receiver, due: Due, places: asyncio.Semaphore) -> Result:
        async with places:
            outcome = await self._sender.send(receiver, str(due.event_id), due.body)
        state, pause = DeliveryState.DELIVERED, 0.0
        if not is_delivered(outcome.status):
            next_pause = pause_after(due.attempts + 1, random.random)
            state = DeliveryState.DEAD if next_pause is None else DeliveryState.PENDING
            pause = next_pause or 0.0
        return Result(due.id, state, pause, outcome.status, outcome.error)
