"""Every query for items, but those of a purchase (see `app.purchases.hot_path`)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import asyncpg
from service_kit.database import Database
from service_kit.paging import contains, contains_anywhere, plain
from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import StoreItem, available_now

_GET_ITEM = """
SELECT id, store_id, name, description, price_penny, logo_url, category, balance,
       holds, translations, allergens, age_limit, archived_at IS NOT NULL AS is_archived
FROM store_items WHERE id = $1
"""


async def get_item(database: Database, item_id: UUID) -> asyncpg.Record | None:
    """The fields of `ItemRead`; through the driver, because terminals and robots ask it a lot.

    By the id alone: whose it is, is for the caller to look at. With the store as a second condition
    PostgreSQL, for as long as it has no statistics, reads all items of the store in an index.
    """
    return await database.driver.fetchrow(_GET_ITEM, item_id)


def filtered(
    store_id: UUID,
    *,
    category: str | None,
    text: str | None,
    is_available: bool | None,
    is_archived: bool,
) -> Select[StoreItem]:
    archived = StoreItem.archived_at
    query = select(StoreItem).where(
        StoreItem.store_id == store_id,
        archived.is_not(None) if is_archived else archived.is_(None),
    )
    if category is not None:
        query = query.where(StoreItem.category == category)
    if text is not None:
        query = query.where(
            or_(
                contains(StoreItem.name_key, text),
                contains(plain(StoreItem.description), text),
                contains_anywhere(StoreItem.translations, "$.*.*", text),
            )
        )
    if is_available is not None:
        query = query.where(available_now() > 0 if is_available else available_now() == 0)
    return query


async def count_by_category(
    session: AsyncSession, store_id: UUID
) -> list[tuple[str | None, int, int]]:
    """Category, number of items, and of how many some are left."""
    query = (
        select(StoreItem.category, func.count(), func.count().filter(available_now() > 0))
        .where(StoreItem.store_id == store_id, StoreItem.archived_at.is_(None))
        .group_by(StoreItem.category)
        .order_by(StoreItem.category)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def list_translations(
    session: AsyncSession, ids: Collection[UUID]
) -> list[tuple[UUID, dict[str, Any]]]:
    query = select(StoreItem.id, StoreItem.translations).where(StoreItem.id.in_(ids))
    return [(row[0], row[1]) for row in await session.execute(query)]


async def erase(session: AsyncSession, item_id: UUID) -> None:
    """The item and its ledger; refused by the database once it was sold."""
    await session.execute(delete(StoreItem).where(StoreItem.id == item_id))


async def archive(session: AsyncSession, item_id: UUID) -> None:
    await session.execute(
        update(StoreItem).where(StoreItem.id == item_id).values(archived_at=func.now())
    )
