"""Which logos are used, and the lock between keeping and removing them."""

from collections.abc import Collection
from uuid import UUID

from service_kit.database.locks import hold, hold_shared
from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Store, StoreItem

_LOCK = "logos"


async def let_none_be_removed(session: AsyncSession) -> None:
    """Until the transaction ends: a file is written before the row that uses it is seen."""
    await session.execute(hold_shared(_LOCK))


async def let_none_be_added(session: AsyncSession) -> None:
    await session.execute(hold(_LOCK))


async def used_among(session: AsyncSession, addresses: Collection[str]) -> set[str]:
    query = union(
        select(StoreItem.logo_url).where(StoreItem.logo_url.in_(addresses)),
        select(Store.logo_url).where(Store.logo_url.in_(addresses)),
    )
    return {str(row[0]) for row in await session.execute(query)}


async def hold_store(session: AsyncSession, store_id: UUID) -> Store | None:
    return await session.scalar(select(Store).where(Store.id == store_id).with_for_update())
