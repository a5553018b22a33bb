"""Writing an event in the transaction of what it tells."""

from typing import Any

from service_kit.outbox.models import OutboxEvent
from sqlalchemy.ext.asyncio import AsyncSession


def append_event(session: AsyncSession, *, topic: str, key: str, payload: dict[str, Any]) -> None:
    """Add an event; it leaves when the session's transaction commits, and never otherwise."""
    session.add(OutboxEvent(topic=topic, key=key, payload=payload))
