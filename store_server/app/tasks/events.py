"""What the screens of a store are told, through the outbox.

A sale is one event, with the purchase and its task. All events of a purchase have its id as their
key, so they leave in order: selling comes before any change, and a change holds its row.
"""

from typing import Any
from uuid import UUID

from service_kit.outbox import OutboxEvent
from service_kit.outbox.relay import Handler
from service_kit.redis_async.streams import EventStreams

from app.tasks.schemas import TaskRead

PURCHASE_CREATED = "purchase.created"
TASK_CREATED = "task.created"
TASK_CHANGED = "task.changed"
PROGRESS = "purchase.changed"


def payload_of(task: TaskRead) -> dict[str, Any]:
    return {"task": task.model_dump(mode="json")}


def stream_of(store_id: UUID | str) -> str:
    """The stream that the terminals of one store follow."""
    return f"tasks:{store_id}"


def stream_of_purchase(purchase_id: UUID | str) -> str:
    """The stream that the buyer follows."""
    return f"purchase:{purchase_id}"


def publish_tasks(streams: EventStreams) -> Handler:
    """The outbox handler of both topics. A repeated delivery carries the same `event_id`.

    A passenger who is known is told about the own purchase, on a stream of its own.
    """

    async def handle(event: OutboxEvent) -> None:
        task = event.payload["task"]
        kind = TASK_CREATED if event.topic == PURCHASE_CREATED else TASK_CHANGED
        data = {"event_id": str(event.id), "task": task}
        await streams.publish(stream_of(task["store_id"]), kind, data)
        if task["user_id"] is not None:
            progress = {"event_id": str(event.id), "state": task["state"]}
            await streams.publish(stream_of_purchase(task["purchase_id"]), PROGRESS, progress)

    return handle
