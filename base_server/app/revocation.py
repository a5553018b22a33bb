"""Ending the sessions of somebody who lost the right to them, surely and soon.

The event is written with the change itself and delivered from the outbox: a session cannot outlive
the change because a process died between the two.
"""

from collections.abc import Iterable
from uuid import UUID

from base_api import CallerKind
from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from service_kit.redis_async.sessions import SessionStore
from sqlalchemy.ext.asyncio import AsyncSession

SESSIONS_REVOKED = "sessions.revoked"


def end_sessions(session: AsyncSession, kind: CallerKind, caller_id: UUID) -> None:
    """Every session of this caller ends within a second after the transaction has committed."""
    payload = {"kind": kind, "id": str(caller_id)}
    append_event(session, topic=SESSIONS_REVOKED, key=str(caller_id), payload=payload)


def end_these_sessions(
    session: AsyncSession, kind: CallerKind, caller_id: UUID, ids: Iterable[UUID]
) -> None:
    """The same for these sessions alone: others of the caller live on."""
    payload = {"kind": kind, "id": str(caller_id), "sessions": [str(one) for one in ids]}
    append_event(session, topic=SESSIONS_REVOKED, key=str(caller_id), payload=payload)


def end_outdated_sessions(
    session: AsyncSession, kind: CallerKind, caller_id: UUID, privileges: int
) -> None:
    """The same for those that carry other privileges than these, renewed ones included."""
    payload = {"kind": kind, "id": str(caller_id), "privileges": privileges}
    append_event(session, topic=SESSIONS_REVOKED, key=str(caller_id), payload=payload)


def revoke_sessions(sessions: SessionStore) -> Handler:
    """The outbox handler of `SESSIONS_REVOKED`."""

    async def handle(event: OutboxEvent) -> None:
        kind, caller_id = event.payload["kind"], event.payload["id"]
        if "sessions" in event.payload:
            for one in event.payload["sessions"]:
                await sessions.revoke_by_id(UUID(one))
        elif "privileges" in event.payload:
            privileges = event.payload["privileges"]
            await sessions.revoke_outdated(kind, caller_id, privileges=privileges)
        else:
            await sessions.revoke_all(kind, caller_id)

    return handle
