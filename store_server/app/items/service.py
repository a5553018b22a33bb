"""Keeping a store's items."""

import time
from collections.abc import Collection
from uuid import UUID

from service_kit.audit import record
from service_kit.database import Database
from service_kit.database.constraints import constraint_errors
from service_kit.languages import choose
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import ItemArchived, ItemNotFound, StoreNotFound
from app.items import repository
from app.items.schemas import (
    CategoryRead,
    ItemCreate,
    ItemFilters,
    ItemRead,
    ItemShown,
    ItemUpdate,
)
from app.models import StoreItem
from app.stock import service as stock
from app.stock.rules import available
from app.stores import service as stores


async def require_item(database: Database, store_id: UUID, item_id: UUID) -> ItemRead:
    """An item of this store, archived or not."""
    found = await repository.get_item(database, item_id)
    if found is None or found["store_id"] != store_id:
        raise ItemNotFound
    fields = dict(found)
    left = available(fields["balance"], fields.pop("holds"), time.time())
    return ItemRead(**fields, available=left)


async def list_items(
    session: AsyncSession,
    store_id: UUID,
    page: PageQuery,
    filters: ItemFilters,
    *,
    is_archived: bool = False,
) -> Page[ItemRead]:
    """As the staff keep them."""
    query = _filtered(store_id, filters, is_archived=is_archived)
    return await paginate(session, query, StoreItem, page, ItemRead.of, is_short=True)


async def list_items_on_sale(
    session: AsyncSession,
    store_id: UUID,
    page: PageQuery,
    filters: ItemFilters,
    languages: list[str],
) -> Page[ItemShown]:
    """As a buyer sees them; raises `StoreNotFound` when the store is closed."""
    await stores.require_open_store(session, store_id)
    query = _filtered(store_id, filters, is_archived=False)
    return await paginate(
        session,
        query,
        StoreItem,
        page,
        lambda item: ItemShown.in_language(item, languages),
        is_short=True,
    )


def _filtered(store_id: UUID, filters: ItemFilters, *, is_archived: bool) -> Select[StoreItem]:
    return repository.filtered(
        store_id,
        category=filters.category,
        text=filters.text,
        is_available=filters.is_available,
        is_archived=is_archived,
    )


async def list_categories(
    session: AsyncSession, store_id: UUID, languages: list[str]
) -> list[CategoryRead]:
    """Of what is on sale, in the order of their plain names."""
    names = stores.translate(await stores.require_store(session, store_id), languages).categories
    return [
        CategoryRead(
            category=category,
            name=None if category is None else names.get(category, category),
            count=count,
            available_count=available,
        )
        for category, count, available in await repository.count_by_category(session, store_id)
    ]


async def list_categories_on_sale(
    session: AsyncSession, store_id: UUID, languages: list[str]
) -> list[CategoryRead]:
    """Raises `StoreNotFound` when the store is closed."""
    await stores.require_open_store(session, store_id)
    return await list_categories(session, store_id, languages)


async def create_item(
    session: AsyncSession, store_id: UUID, body: ItemCreate, made_by: str
) -> ItemRead:
    await stores.require_open_store(session, store_id)
    item = StoreItem(store_id=store_id, balance=0, **body.model_dump(exclude={"balance"}))
    session.add(item)
    with constraint_errors(fk_store_items_store_id_stores=StoreNotFound()):
        await session.flush()
    await stock.set_balance(session, item, body.balance, made_by)
    return ItemRead.of(item)


async def update_item(
    session: AsyncSession, store_id: UUID, body: ItemUpdate, made_by: str
) -> ItemRead:
    item = await stock.hold_item(session, store_id, body.id)
    for name, value in body.changes().items():
        setattr(item, name, value)
    await session.flush()
    if body.balance is not None:
        await stock.set_balance(session, item, body.balance, made_by)
    return ItemRead.of(item)


async def delete_item(session: AsyncSession, store_id: UUID, item_id: UUID) -> None:
    """Erase an item that was never sold, archive any other; archived twice is archived once.

    Whether it was sold is decided by the foreign key of purchases: a sale may be on its way.
    """
    try:
        await stock.hold_item(session, store_id, item_id)
    except ItemArchived:
        return
    try:
        async with session.begin_nested():
            await repository.erase(session, item_id)
        record(session, action="store_items.erased", subject=("store_items", item_id))
    except IntegrityError:
        await repository.archive(session, item_id)
        record(session, action="store_items.archived", subject=("store_items", item_id))


async def names_in_language(
    session: AsyncSession, ids: Collection[UUID], languages: list[str]
) -> dict[UUID, str]:
    """The names of those items that are translated to a wanted language, archived or not."""
    found = {}
    for item_id, translations in await repository.list_translations(session, ids):
        language = choose(languages, translations)
        if language is not None:
            found[item_id] = translations[language]["name"]
    return found
