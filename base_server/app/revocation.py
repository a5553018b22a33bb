"""Ending the sessions of somebody who lost the right to them, surely and soon.

The event is written with the change itself and delivered from the outbox: a session cannot outlive
the change because a process died between the two.
"""

from typing import Any
from uuid import UUID

from base_api import CallerKind
from service_kit.outbox import OutboxEvent
from service_kit.outbox.relay import Handler
from service_kit.redis_async.sessions import SessionStore

SESSIONS_REVOKED = "sessions.revoked"


def sessions_revoked(kind: CallerKind, caller_id: UUID) -> dict[str, Any]:
    return {"kind": kind, "id": str(caller_id)}


def revoke_sessions(sessions: SessionStore) -> Handler:
    """The outbox handler of `SESSIONS_REVOKED`."""

    async def handle(event: OutboxEvent) -> None:
        await sessions.revoke_all(event.payload["kind"], event.payload["id"])

    return handle
