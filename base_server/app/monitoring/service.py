"""Telling of robots that came or went.

The lists work a connection out when they are read. Here it is compared with what was last told, so
that a screen hears of a change without asking.
"""

from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from service_kit.redis_async.streams import EventStreams
from sqlalchemy.ext.asyncio import AsyncSession

from app.incidents.events import MONITORING_STREAM
from app.models import Connection
from app.monitoring import repository
from app.robots.schemas import RobotConnection

CONNECTION_CHANGED = "robot.connection_changed"


async def tell_connections(session: AsyncSession) -> int:
    """How many robots' connections have changed since they were last told."""
    changed = await repository.list_changed(session)
    for robot in changed:
        if robot.heartbeat is not None:
            robot.heartbeat.announced = robot.connection or Connection.OFFLINE
            payload = RobotConnection.of(robot).model_dump(mode="json")
            append_event(
                session, topic=CONNECTION_CHANGED, key=f"robot:{robot.id}", payload=payload
            )
    await session.flush()
    return len(changed)


def publish_connections(streams: EventStreams) -> Handler:
    """The outbox handler of `CONNECTION_CHANGED`."""

    async def handle(event: OutboxEvent) -> None:
        data = {"event_id": str(event.id), "robot": event.payload}
        await streams.publish(MONITORING_STREAM, event.topic, data)

    return handle
