"""Every query for refunds; those of a purchase are read with it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Purchase, PurchaseItem


async def hold_purchase(session: AsyncSession, store_id: UUID, purchase_id: UUID) -> bool:
    """Hold a purchase of this store until the transaction ends. False: there is none."""
    query = select(Purchase.id).where(Purchase.id == purchase_id, Purchase.store_id == store_id)
    return await session.scalar(query.with_for_update(key_share=True)) is not None


async def list_lines(session: AsyncSession, purchase_id: UUID) -> list[PurchaseItem]:
    query = select(PurchaseItem).where(PurchaseItem.purchase_id == purchase_id)
    return list(await session.scalars(query.order_by(PurchaseItem.store_item_id)))
