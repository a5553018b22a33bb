"""What the security's screens are told of incidents, through the outbox.

An event names nobody: it stays in the outbox and in Redis for a while, where nobody could be
erased. Who was recognised is read from the incident itself.
"""

from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from service_kit.redis_async.streams import EventStreams
from sqlalchemy.ext.asyncio import AsyncSession

from app.incidents.schemas import IncidentRead
from app.models import Incident

INCIDENT_CREATED = "incident.created"
INCIDENT_CHANGED = "incident.changed"
# What every screen of the security follows.
MONITORING_STREAM = "monitoring"


def tell_created(session: AsyncSession, incident: Incident) -> None:
    _append(session, INCIDENT_CREATED, incident)


def tell_changed(session: AsyncSession, incident: Incident) -> None:
    _append(session, INCIDENT_CHANGED, incident)


def _append(session: AsyncSession, topic: str, incident: Incident) -> None:
    if incident.is_alarm:
        payload = IncidentRead.of(incident).model_dump(mode="json")
        append_event(session, topic=topic, key=f"incident:{incident.id}", payload=payload)


def publish_incidents(streams: EventStreams) -> Handler:
    """The outbox handler of both topics. A repeated delivery carries the same `event_id`."""

    async def handle(event: OutboxEvent) -> None:
        data = {"event_id": str(event.id), "incident": event.payload}
        await streams.publish(MONITORING_STREAM, event.topic, data)

    return handle
