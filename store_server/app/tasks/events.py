"""What the screens of a store are told, through the outbox.

Events of one task leave in order: making it comes before any change, and a change holds its row.
"""

from typing import Any
from uuid import UUID

from service_kit.outbox import OutboxEvent
from service_kit.outbox.relay import Handler
from service_kit.redis_async.streams import EventStreams

from app.tasks.schemas import TaskRead

TASK_CREATED = "task.created"
TASK_CHANGED = "task.changed"


def payload_of(task: TaskRead) -> dict[str, Any]:
    return task.model_dump(mode="json")


def stream_of(store_id: UUID | str) -> str:
    """The stream that the terminals of one store follow."""
    return f"tasks:{store_id}"


def publish_tasks(streams: EventStreams) -> Handler:
    """The outbox handler of both topics. A repeated delivery carries the same `event_id`."""

    async def handle(event: OutboxEvent) -> None:
        data = {"event_id": str(event.id), "task": event.payload}
        await streams.publish(stream_of(event.payload["store_id"]), event.topic, data)

    return handle
