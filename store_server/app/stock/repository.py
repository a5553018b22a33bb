"""Every query of the ledger, but those of a purchase (see `app.purchases.hot_path`)."""

import datetime as dt
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import StoreItem


async def lock_item(session: AsyncSession, store_id: UUID, item_id: UUID) -> StoreItem | None:
    """The item of this store, held until the transaction ends."""
    query = select(StoreItem).where(StoreItem.id == item_id, StoreItem.store_id == store_id)
    return await session.scalar(query.with_for_update(key_share=True))


async def get_now(session: AsyncSession) -> dt.datetime:
    """The database's time."""
    now: dt.datetime = (await session.execute(select(func.now()))).scalar_one()
    return now
