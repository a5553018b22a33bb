"""Adding, approving and forgetting people who are looked for."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from face_api import FaceApi, FaceCollection
from service_kit.audit import record
from service_kit.callers import Caller
from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import WatchListEntry
from app.watch_list import faces, repository
from app.watch_list.errors import BadExpiry, EntryClosed, EntryNotFound, SecondEngineerRequired
from app.watch_list.schemas import EntryCreate, EntryRead, EntryState, state_of

LONGEST = timedelta(days=365)


async def create_entry(
    session: AsyncSession,
    database: Database,
    face_api: FaceApi,
    body: EntryCreate,
    caller: Caller,
) -> EntryRead:
    """An entry that matches nobody until it is approved. A face that is refused makes none."""
    now = (await session.execute(select(func.now()))).scalar_one()
    if not now < body.expires_at <= now + LONGEST:
        raise BadExpiry
    entry = WatchListEntry(
        **body.model_dump(exclude={"face"}), added_by_id=caller.id, added_by=caller.name
    )
    session.add(entry)
    await session.flush()
    await faces.announce_enrolment(database, entry.id)
    # Nobody on the list has consented: the entry itself is the ground.
    await face_api.enroll(
        entry.id, body.face, consent=f"watch-list:{entry.id}", collection=FaceCollection.WATCHLIST
    )
    await session.refresh(entry)
    return EntryRead.of(entry)


async def list_entries(
    session: AsyncSession, page: PageQuery, state: EntryState | None
) -> Page[EntryRead]:
    query = repository.entries(state)
    return await paginate(session, query, WatchListEntry, page, EntryRead.of)


async def require_entry(session: AsyncSession, entry_id: UUID) -> EntryRead:
    return EntryRead.of(_found(await repository.get_entry(session, entry_id)))


async def approve_entry(session: AsyncSession, entry_id: UUID, caller: Caller) -> EntryRead:
    """From now on it matches. An entry that is approved already stays as it is."""
    entry = _found(await repository.get_entry_held(session, entry_id))
    if state_of(entry) in (EntryState.EXPIRED, EntryState.REMOVED):
        raise EntryClosed(state=state_of(entry))
    if entry.added_by_id == caller.id:
        raise SecondEngineerRequired
    if entry.approved_at is None:
        entry.approved_by_id, entry.approved_by = caller.id, caller.name
        entry.approved_at = func.now()
        await session.flush()
        await session.refresh(entry, ["approved_at"])
    return EntryRead.of(entry)


async def remove_entry(session: AsyncSession, entry_id: UUID, caller: Caller) -> None:
    """It matches nobody from this moment on; its face is erased as soon as face_server is there."""
    entry = _found(await repository.get_entry_held(session, entry_id))
    if entry.removed_at is not None:
        return
    entry.removed_at, entry.removed_by = func.now(), caller.name
    if entry.erasure_requested_at is None:
        faces.request_erasure(session, entry)
    await session.flush()


async def forget_closed_faces(session: AsyncSession) -> int:
    """Have the faces of expired entries erased; of how many."""
    closed = await repository.list_closed_with_face(session)
    for entry in closed:
        faces.request_erasure(session, entry)
    await session.flush()
    return len(closed)


async def list_matchable_ids(session: AsyncSession) -> Sequence[UUID]:
    """Entries that are approved, and neither expired nor removed."""
    return await repository.list_matchable_ids(session)


def note_match(session: AsyncSession, entry_id: UUID, incident_id: UUID, confidence: float) -> None:
    """Put on record that somebody was taken for the person of this entry."""
    details = {"incident_id": str(incident_id), "confidence": confidence}
    record(
        session,
        action="watch_list_entries.matched",
        subject=("watch_list_entries", entry_id),
        details=details,
    )


def _found(entry: WatchListEntry | None) -> WatchListEntry:
    if entry is None:
        raise EntryNotFound
    return entry
