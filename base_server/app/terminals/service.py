"""Store terminals as the administration sees them."""

from uuid import UUID

from base_api import CallerKind
from service_kit.paging import Page, PageQuery, paginate
from service_kit.redis_async.sessions import SessionStore
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import ActiveStore
from app.revocation import end_sessions
from app.terminals import repository
from app.terminals.errors import TerminalNotFound
from app.terminals.schemas import TerminalRead


async def list_terminals(
    session: AsyncSession, sessions: SessionStore, page: PageQuery, store_id: UUID | None
) -> Page[TerminalRead]:
    """Of one store, or of all."""
    query = repository.live_terminals(store_id)
    found = await paginate(session, query, ActiveStore, page, TerminalRead.of)
    return found.model_copy(update={"items": await _with_last_seen(sessions, found.items)})


async def require_read(
    session: AsyncSession, sessions: SessionStore, terminal_id: UUID
) -> TerminalRead:
    terminal = TerminalRead.of(await require_terminal(session, terminal_id))
    return (await _with_last_seen(sessions, [terminal]))[0]


async def _with_last_seen(
    sessions: SessionStore, terminals: list[TerminalRead]
) -> list[TerminalRead]:
    """A terminal works with store_server all day: only its session tells that it is there."""
    seen = await sessions.last_seen(CallerKind.STORE, [one.id for one in terminals])
    return [one.seen(seen.get(one.id)) for one in terminals]


async def require_terminal(session: AsyncSession, terminal_id: UUID) -> ActiveStore:
    terminal = await repository.get_terminal(session, terminal_id)
    if terminal is None:
        raise TerminalNotFound
    return terminal


async def revoke_terminal(session: AsyncSession, terminal_id: UUID) -> None:
    """It cannot sign in again, and its sessions end."""
    terminal = await require_terminal(session, terminal_id)
    terminal.revoked_at = func.now()
    end_sessions(session, CallerKind.STORE, terminal.id)
