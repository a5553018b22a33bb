"""Every query for purchases, but the statements of selling (see `app.purchases.hot_path`)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from app.models import Purchase, Refund


def of_store(store_id: UUID) -> Select[Purchase]:
    return _with_items().where(Purchase.store_id == store_id)


async def get_of_store(session: AsyncSession, store_id: UUID, purchase_id: UUID) -> Purchase | None:
    return await session.scalar(of_store(store_id).where(Purchase.id == purchase_id))


async def get_of_seller(session: AsyncSession, seller: str, purchase_id: UUID) -> Purchase | None:
    query = _with_items().where(Purchase.id == purchase_id, Purchase.seller == seller)
    return await session.scalar(query)


def of_user(user_id: UUID) -> Select[Purchase]:
    """With their stores and tasks."""
    and_more = (joinedload(Purchase.store, innerjoin=True), selectinload(Purchase.task))
    return _with_items().where(Purchase.user_id == user_id).options(*and_more)


async def get_of_user(session: AsyncSession, user_id: UUID, purchase_id: UUID) -> Purchase | None:
    return await session.scalar(of_user(user_id).where(Purchase.id == purchase_id))


async def list_of_user(
    session: AsyncSession, user_id: UUID, after: UUID | None, limit: int
) -> list[Purchase]:
    """The earliest first."""
    query = _with_items().where(Purchase.user_id == user_id).order_by(Purchase.id).limit(limit)
    if after is not None:
        query = query.where(Purchase.id > after)
    return list(await session.scalars(query))


def _with_items() -> Select[Purchase]:
    return select(Purchase).options(
        selectinload(Purchase.items), selectinload(Purchase.refunds).selectinload(Refund.items)
    )
