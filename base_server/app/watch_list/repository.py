"""Every query for the watch-list. Each asks the database's clock whether an entry has expired."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from app.models import WatchListEntry
from app.watch_list.schemas import EntryState

_IS_EXPIRED = WatchListEntry.expires_at <= func.now()
_IS_REMOVED = WatchListEntry.removed_at.is_not(None)
_IS_APPROVED = WatchListEntry.approved_at.is_not(None)
# More than a train's faces could sensibly be compared with.
MOST_MATCHABLE = 5_000


def entries(state: EntryState | None = None) -> Select[WatchListEntry]:
    query = select(WatchListEntry).options(with_expression(WatchListEntry.is_expired, _IS_EXPIRED))
    return query if state is None else query.where(*_conditions(state))


def _conditions(state: EntryState) -> tuple[ColumnElement[bool], ...]:
    match state:
        case EntryState.REMOVED:
            return (_IS_REMOVED,)
        case EntryState.EXPIRED:
            return ~_IS_REMOVED, _IS_EXPIRED
        case EntryState.APPROVED:
            return ~_IS_REMOVED, ~_IS_EXPIRED, _IS_APPROVED
        case EntryState.PENDING:
            return ~_IS_REMOVED, ~_IS_EXPIRED, ~_IS_APPROVED


async def get_entry(session: AsyncSession, entry_id: UUID) -> WatchListEntry | None:
    return await session.scalar(entries().where(WatchListEntry.id == entry_id))


async def get_entry_held(session: AsyncSession, entry_id: UUID) -> WatchListEntry | None:
    """The entry, held until the transaction ends: approval and removal may race."""
    query = entries().where(WatchListEntry.id == entry_id)
    return await session.scalar(query.with_for_update(key_share=True))


async def list_matchable_ids(session: AsyncSession) -> Sequence[UUID]:
    query = (
        select(WatchListEntry.id)
        .where(*_conditions(EntryState.APPROVED))
        .order_by(WatchListEntry.id.desc())
        .limit(MOST_MATCHABLE)
    )
    return list(await session.scalars(query))


async def list_closed_with_face(session: AsyncSession) -> Sequence[WatchListEntry]:
    """Entries that match no more and whose face nobody has promised to erase yet."""
    query = (
        entries()
        .where(WatchListEntry.erasure_requested_at.is_(None), or_(_IS_EXPIRED, _IS_REMOVED))
        .limit(200)
        .with_for_update(skip_locked=True)
    )
    return list(await session.scalars(query))


async def note_face_erased(session: AsyncSession, entry_id: UUID) -> None:
    await session.execute(
        update(WatchListEntry)
        .where(WatchListEntry.id == entry_id, WatchListEntry.face_erased_at.is_(None))
        .values(face_erased_at=func.now())
    )
