from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Query
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.paging import Page
from service_kit.redis_async.sessions import SessionStoreDep
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.terminals import service
from app.terminals.dependencies import TerminalPageDep
from app.terminals.errors import TerminalNotFound
from app.terminals.schemas import TerminalRead

router = feature_router("/admin", tag="store terminals")


@router.get("/store_terminals", summary="List store terminals")
async def list_store_terminals(
    _: AdminDep,
    session: SessionDep,
    sessions: SessionStoreDep,
    page: TerminalPageDep,
    store_id: Annotated[UUID | None, Query(description="Of this store only.")] = None,
) -> Page[TerminalRead]:
    """The newest first unless sorted; revoked ones are left out."""
    return await service.list_terminals(session, sessions, page, store_id)


@router.get(
    "/store_terminal/{terminal_id}",
    summary="Show a store terminal",
    responses=problems(TerminalNotFound),
)
async def get_store_terminal(
    terminal_id: UUID, _: AdminDep, session: SessionDep, sessions: SessionStoreDep
) -> TerminalRead:
    """Whose it is, and when it was last seen."""
    return await service.require_read(session, sessions, terminal_id)


@router.delete(
    "/store_terminal/{terminal_id}",
    summary="Revoke a store terminal",
    responses=problems(TerminalNotFound),
)
async def revoke_store_terminal(terminal_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """Its sessions end within a second, and its key is never accepted again."""
    await service.revoke_terminal(session, terminal_id)
    return OK
