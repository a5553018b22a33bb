"""Every query for store terminals."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import ActiveStore


def live_terminals(store_id: UUID | None) -> Select[ActiveStore]:
    query = select(ActiveStore).where(ActiveStore.revoked_at.is_(None))
    return query if store_id is None else query.where(ActiveStore.store_id == store_id)


async def get_terminal(session: AsyncSession, terminal_id: UUID) -> ActiveStore | None:
    return await session.scalar(live_terminals(None).where(ActiveStore.id == terminal_id))
