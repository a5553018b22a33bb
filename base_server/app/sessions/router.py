from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.redis_async.sessions import SessionStoreDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.sessions import service
from app.sessions.errors import SessionNotFound
from app.sessions.schemas import CallerQuery, EndedSessions, LiveSessions

router = feature_router("/admin", tag="sessions")

CallerDep = Annotated[CallerQuery, query_of(CallerQuery)]


@router.get("/sessions", summary="List a caller's sessions")
async def list_sessions(_: AdminDep, store: SessionStoreDep, caller: CallerDep) -> LiveSessions:
    """The live ones; a caller without any has an empty list."""
    return await service.list_live(store, caller)


@router.delete(
    "/sessions/{session_id}", summary="End a session", responses=problems(SessionNotFound)
)
async def end_session(
    session_id: UUID, _: AdminDep, session: SessionDep, store: SessionStoreDep
) -> Ok:
    """Dead on every server within a second. Its holder may sign in again."""
    await service.end(session, store, session_id)
    return OK


@router.delete("/sessions", summary="End all sessions of a caller")
async def end_sessions(
    _: AdminDep, session: SessionDep, store: SessionStoreDep, caller: CallerDep
) -> EndedSessions:
    """Dead on every server within a second. To keep the caller out, revoke it, too."""
    return EndedSessions(ended=await service.end_all(session, store, caller))
