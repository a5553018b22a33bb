"""Looking after sessions. What is ended here is dead on every server within a second."""

from uuid import UUID

from service_kit.audit import record
from service_kit.redis_async.sessions import SessionStore
from sqlalchemy.ext.asyncio import AsyncSession

from app.sessions.errors import SessionNotFound
from app.sessions.schemas import CallerQuery, LiveSessions, SessionRead

_ENDED = "sessions.ended"


async def list_live(store: SessionStore, caller: CallerQuery) -> LiveSessions:
    live = await store.list_of(caller.kind, str(caller.id))
    items = [SessionRead.of(one) for one in live]
    return LiveSessions(kind=caller.kind, caller_id=caller.id, items=items)


async def end(session: AsyncSession, store: SessionStore, session_id: UUID) -> None:
    caller = await store.revoke_by_id(session_id)
    if caller is None:
        raise SessionNotFound
    details = {"session_id": session_id}
    record(session, action=_ENDED, subject=(caller.kind, caller.id), details=details)


async def end_all(session: AsyncSession, store: SessionStore, caller: CallerQuery) -> int:
    ended = await store.revoke_all(caller.kind, str(caller.id))
    if ended:
        details = {"sessions": ended}
        record(session, action=_ENDED, subject=(caller.kind, caller.id), details=details)
    return ended
