"""Opening and closing stores."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from service_kit.audit import record
from service_kit.languages import choose
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import StoreNotFound
from app.models import Store
from app.stores import repository
from app.stores.errors import StoreArchived
from app.stores.schemas import StoreFilters, StoreRead, StoreTranslation, StoreWrite


async def require_store(session: AsyncSession, store_id: UUID) -> Store:
    """The store, closed or not."""
    store = await repository.get_store(session, store_id)
    if store is None:
        raise StoreNotFound
    return store


async def require_open_store(session: AsyncSession, store_id: UUID) -> Store:
    store = await require_store(session, store_id)
    if store.archived_at is not None:
        raise StoreNotFound
    return store


async def list_open_stores(session: AsyncSession, ids: Collection[UUID]) -> list[Store]:
    """The open ones among `ids`."""
    return await repository.list_open(session, ids)


def translate(store: Store, languages: list[str]) -> StoreTranslation:
    """In the first of the languages that there is; else what stands for any language."""
    language = choose(languages, store.translations)
    if language is None:
        return StoreTranslation(name=store.name, description=store.description)
    return StoreTranslation.model_validate(store.translations[language])


async def names_in_language(
    session: AsyncSession, ids: Collection[UUID], languages: list[str]
) -> dict[UUID, str]:
    """Of these stores, closed or not."""
    found = await repository.list_by_ids(session, ids)
    return {store.id: translate(store, languages).name for store in found}


async def list_stores(
    session: AsyncSession, page: PageQuery, filters: StoreFilters
) -> Page[StoreRead]:
    query = (
        repository.with_ids(filters.ids)
        if filters.ids
        else repository.filtered(
            store_type=filters.store_type, is_archived=filters.is_archived, name=filters.name
        )
    )
    return await paginate(session, query, Store, page, StoreRead.of)


async def create_store(session: AsyncSession, body: StoreWrite, usual_minutes: int) -> StoreRead:
    """`usual_minutes`: to prepare an order, when the body does not say."""
    store = Store(**_columns(body, usual_minutes))
    session.add(store)
    await session.flush()
    return StoreRead.of(store)


async def update_store(
    session: AsyncSession, store_id: UUID, body: StoreWrite, usual_minutes: int
) -> StoreRead:
    store = await require_store(session, store_id)
    if store.archived_at is not None:
        raise StoreArchived
    for name, value in _columns(body, usual_minutes).items():
        setattr(store, name, value)
    await session.flush()
    return StoreRead.of(store)


def _columns(body: StoreWrite, usual_minutes: int) -> dict[str, Any]:
    minutes = body.preparation_minutes or usual_minutes
    return {**body.columns(), "preparation_minutes": minutes}


async def delete_store(session: AsyncSession, store_id: UUID) -> None:
    """Erase a store that never sold anything, close any other for good.

    Whether it ever sold is decided by the foreign key of purchases, not by a look beforehand: a
    purchase may be on its way.
    """
    await require_store(session, store_id)
    await repository.lock_items(session, store_id)
    try:
        async with session.begin_nested():
            await repository.erase(session, store_id)
        record(session, action="stores.erased", subject=("stores", store_id))
    except IntegrityError:
        await repository.archive(session, store_id)
        record(session, action="stores.archived", subject=("stores", store_id))
