from typing import Annotated
from uuid import UUID

from base_api import RobotDep
from fastapi import Query
from service_kit.components import component_of
from service_kit.database import Database, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.languages import LanguagesDep
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok
from starlette.requests import Request

from app.errors import ItemArchived, ItemNotFound, StoreNotFound
from app.items import service
from app.items.dependencies import ItemPageDep
from app.items.schemas import (
    CategoryRead,
    ItemCreate,
    ItemFilters,
    ItemRead,
    ItemShown,
    ItemUpdate,
)
from app.railway.errors import StoreNotOnTrain
from app.railway.service import RailwayDep
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router(tag="items")
FiltersDep = Annotated[ItemFilters, query_of(ItemFilters)]


@router.get("/store/item/{item_id}", summary="Show an item", responses=problems(ItemNotFound))
async def get_item(item_id: UUID, terminal: TerminalDep, request: Request) -> ItemRead:
    """Archived items are shown too."""
    database = component_of(request, Database)
    return await service.require_item(database, own_store(terminal), item_id)


@router.get("/store/items", summary="List my items", responses=problems(BadCursor))
async def list_items(
    terminal: TerminalDep,
    session: SessionDep,
    page: ItemPageDep,
    filters: FiltersDep,
    is_archived: Annotated[bool, Query(description="Archived items instead.")] = False,
) -> Page[ItemRead]:
    """The newest first unless sorted."""
    return await service.list_items(
        session, own_store(terminal), page, filters, is_archived=is_archived
    )


@router.get("/store/categories", summary="List my categories", responses=problems(StoreNotFound))
async def list_categories(
    terminal: TerminalDep, session: SessionDep, languages: LanguagesDep
) -> list[CategoryRead]:
    """Of the items on sale, with how many there are in each."""
    return await service.list_categories(session, own_store(terminal), languages)


@router.post(
    "/store/item",
    status_code=201,
    summary="Add an item",
    responses=problems(StoreNotFound, IdempotencyConflict),
)
async def create_item(
    body: ItemCreate,
    terminal: TerminalDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> ItemRead:
    """A balance is written to the item's ledger as its first count."""
    return await idempotency.once(
        ItemRead,
        lambda: service.create_item(session, own_store(terminal), body, caller_name(terminal)),
    )


@router.put("/store/item", summary="Change an item", responses=problems(ItemNotFound, ItemArchived))
async def update_item(body: ItemUpdate, terminal: TerminalDep, session: SessionDep) -> ItemRead:
    """Replaces all of its fields; a balance is written to the ledger as a count."""
    return await service.update_item(session, own_store(terminal), body, caller_name(terminal))


@router.delete(
    "/store/item/{item_id}", summary="Take an item off sale", responses=problems(ItemNotFound)
)
async def delete_item(item_id: UUID, terminal: TerminalDep, session: SessionDep) -> Ok:
    """An item that was sold is archived; its purchases keep it."""
    await service.delete_item(session, own_store(terminal), item_id)
    return OK


@router.get(
    "/robot/store/{store_id}/items",
    summary="List the items of a store on my run",
    responses=problems(StoreNotFound, StoreNotOnTrain, PeerUnavailable, BadCursor),
)
async def list_store_items(
    store_id: UUID,
    robot: RobotDep,
    railway: RailwayDep,
    session: SessionDep,
    page: PageDep,
    filters: FiltersDep,
    languages: LanguagesDep,
) -> Page[ItemShown]:
    """The newest first, without the archived ones."""
    await railway.require_store_on_train(robot.id, store_id)
    return await service.list_items_on_sale(session, store_id, page, filters, languages)
