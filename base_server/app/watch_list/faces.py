"""Faces of watch-list entries: none without its entry, and none after it."""

from datetime import timedelta
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import WatchListEntry
from app.watch_list import repository

ENTRY_RECONCILED = "watch_list.reconciled"
ENTRY_FACE_ERASED = "watch_list.face_erased"
# Longer than an enrolment and its commit can take.
_AFTER = timedelta(minutes=2)


async def announce_enrolment(database: Database, entry_id: UUID) -> None:
    """Promise, in a transaction of its own, to look later whether the entry came to be: a process
    that dies between the enrolment and the commit leaves no face behind."""
    async with database.session() as session, session.begin():
        session.add(
            OutboxEvent(
                topic=ENTRY_RECONCILED,
                # Not the key of the erasure, which must not wait for this.
                key=f"watch_list_promise:{entry_id}",
                payload={"entry_id": str(entry_id)},
                retry_at=func.now() + _AFTER,
            )
        )


def request_erasure(session: AsyncSession, entry: WatchListEntry) -> None:
    """Promise to erase the face; kept through the outbox, however long face_server is away."""
    entry.erasure_requested_at = func.now()
    append_event(
        session,
        topic=ENTRY_FACE_ERASED,
        key=f"watch_list:{entry.id}",
        payload={"entry_id": str(entry.id)},
    )


def reconcile_entry(database: Database, faces: FaceApi) -> Handler:
    """The outbox handler of `ENTRY_RECONCILED`."""

    async def handle(event: OutboxEvent) -> None:
        entry_id = UUID(event.payload["entry_id"])
        async with database.session() as session:
            entry = await repository.get_entry(session, entry_id)
        if entry is None:
            await faces.erase(entry_id)

    return handle


def erase_entry_face(database: Database, faces: FaceApi) -> Handler:
    """The outbox handler of `ENTRY_FACE_ERASED`."""

    async def handle(event: OutboxEvent) -> None:
        entry_id = UUID(event.payload["entry_id"])
        await faces.erase(entry_id)
        async with database.session() as session, session.begin():
            await repository.note_face_erased(session, entry_id)

    return handle
