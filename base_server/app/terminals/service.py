"""Store terminals as the administration sees them."""

from uuid import UUID

from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import ActiveStore
from app.terminals import repository
from app.terminals.schemas import TerminalRead


async def list_terminals(
    session: AsyncSession, page: PageQuery, store_id: UUID | None
) -> Page[TerminalRead]:
    """Of one store, or of all."""
    query = repository.live_terminals(store_id)
    return await paginate(session, query, ActiveStore, page, TerminalRead.of)
