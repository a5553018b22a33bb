from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import BadCursor, Page
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.errors import StoreNotFound
from app.stores import service
from app.stores.dependencies import StorePageDep, UsualMinutesDep
from app.stores.errors import StoreArchived
from app.stores.schemas import StoreFilters, StoreRead, StoreWrite
from app.terminal import TerminalDep, own_store

router = feature_router("/admin", tag="stores")
terminal_router = feature_router(tag="stores")


@terminal_router.get("/store", summary="Show my store", responses=problems(StoreNotFound))
async def get_own_store(terminal: TerminalDep, session: SessionDep) -> StoreRead:
    """The one that the terminal was registered for; closed ones are shown too."""
    return StoreRead.of(await service.require_store(session, own_store(terminal)))


@router.post(
    "/store", status_code=201, summary="Open a store", responses=problems(IdempotencyConflict)
)
async def create_store(
    body: StoreWrite,
    _: AdminDep,
    session: SessionDep,
    usual_minutes: UsualMinutesDep,
    idempotency: IdempotencyDep,
) -> StoreRead:
    """It sells nothing until it has items and is bound to a train run."""
    return await idempotency.once(
        StoreRead, lambda: service.create_store(session, body, usual_minutes)
    )


@router.get("/stores", summary="List stores", responses=problems(BadCursor))
async def list_stores(
    _: AdminDep,
    session: SessionDep,
    page: StorePageDep,
    filters: Annotated[StoreFilters, query_of(StoreFilters)],
) -> Page[StoreRead]:
    """The newest first unless sorted; open ones, unless archived ones are asked for."""
    return await service.list_stores(session, page, filters)


@router.get("/store/{store_id}", summary="Show a store", responses=problems(StoreNotFound))
async def get_store(store_id: UUID, _: AdminDep, session: SessionDep) -> StoreRead:
    """Archived stores are shown too."""
    return StoreRead.of(await service.require_store(session, store_id))


@router.put(
    "/store/{store_id}",
    summary="Change a store",
    responses=problems(StoreNotFound, StoreArchived),
)
async def update_store(
    store_id: UUID,
    body: StoreWrite,
    _: AdminDep,
    session: SessionDep,
    usual_minutes: UsualMinutesDep,
) -> StoreRead:
    """Replaces all of its fields. What was promised to buyers before stays promised."""
    return await service.update_store(session, store_id, body, usual_minutes)


@router.delete("/store/{store_id}", summary="Close a store", responses=problems(StoreNotFound))
async def delete_store(store_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """A store that has sold something is archived: it sells no more, and its purchases stay."""
    await service.delete_store(session, store_id)
    return OK
