"""Every query for stores."""

from collections.abc import Collection
from uuid import UUID

from service_kit.paging import contains
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Store, StoreItem, StoreType


def filtered(
    *, store_type: StoreType | None, is_archived: bool, name: str | None = None
) -> Select[Store]:
    """`name`: a part of it, whatever its case and accents."""
    query = select(Store)
    if store_type is not None:
        query = query.where(Store.store_type == store_type)
    if name is not None:
        query = query.where(contains(Store.name_key, name))
    archived = Store.archived_at
    return query.where(archived.is_not(None) if is_archived else archived.is_(None))


def with_ids(ids: Collection[UUID]) -> Select[Store]:
    """Open and closed ones."""
    return select(Store).where(Store.id.in_(ids))


async def get_store(session: AsyncSession, store_id: UUID) -> Store | None:
    return await session.get(Store, store_id)


async def list_open(session: AsyncSession, ids: Collection[UUID]) -> list[Store]:
    query = select(Store).where(Store.id.in_(ids), Store.archived_at.is_(None)).order_by(Store.id)
    return list(await session.scalars(query))


async def list_by_ids(session: AsyncSession, ids: Collection[UUID]) -> list[Store]:
    return list(await session.scalars(with_ids(ids)))


async def lock_items(session: AsyncSession, store_id: UUID) -> None:
    """Hold the store's items, in the order in which purchases hold them."""
    query = select(StoreItem.id).where(StoreItem.store_id == store_id).order_by(StoreItem.id)
    await session.execute(query.with_for_update())


async def erase(session: AsyncSession, store_id: UUID) -> None:
    """The store, its items and their ledgers; refused by the database once it has purchases."""
    await session.execute(delete(Store).where(Store.id == store_id))


async def archive(session: AsyncSession, store_id: UUID) -> None:
    """The store, and its items: a sale that saw it open and waits for one of them sees that."""
    await session.execute(
        update(Store)
        .where(Store.id == store_id, Store.archived_at.is_(None))
        .values(archived_at=func.now())
    )
    await session.execute(
        update(StoreItem)
        .where(StoreItem.store_id == store_id, StoreItem.archived_at.is_(None))
        .values(archived_at=func.now())
    )
