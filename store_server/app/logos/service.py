"""Giving stores and items a logo, and forgetting those that nobody uses."""

from uuid import UUID

from service_kit.periodic import Job
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import StoreNotFound
from app.items.schemas import ItemRead
from app.logos import repository
from app.logos.files import LogoFiles
from app.stock.service import hold_item
from app.stores.errors import StoreArchived
from app.stores.schemas import StoreRead

EVERY_SECONDS = 300.0


async def set_item_logo(
    session: AsyncSession, files: LogoFiles, store_id: UUID, item_id: UUID, logo: bytes
) -> ItemRead:
    await repository.let_none_be_removed(session)
    item = await hold_item(session, store_id, item_id)
    item.logo_url = await files.keep(logo)
    await session.flush()
    return ItemRead.of(item)


async def set_store_logo(
    session: AsyncSession, files: LogoFiles, store_id: UUID, logo: bytes
) -> StoreRead:
    await repository.let_none_be_removed(session)
    store = await repository.hold_store(session, store_id)
    if store is None:
        raise StoreNotFound
    if store.archived_at is not None:
        raise StoreArchived
    store.logo_url = await files.keep(logo)
    await session.flush()
    return StoreRead.of(store)


async def remove_unused(session: AsyncSession, files: LogoFiles) -> int:
    """Remove the files that neither a store nor an item uses; how many they were."""
    await repository.let_none_be_added(session)
    there = await files.list_addresses()
    used = await repository.used_among(session, there) if there else set()
    unused = [address for address in there if address not in used]
    for address in unused:
        await files.remove(address)
    return len(unused)


def removal_job(files: LogoFiles) -> Job:
    async def run(session: AsyncSession) -> int:
        return await remove_unused(session, files)

    return Job("unused_logos", EVERY_SECONDS, run)
