from typing import Annotated
from uuid import UUID

from base_api import AdminDep, RobotDep
from fastapi import Query
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router, query_of

from app.allotments import service, uploads
from app.allotments.errors import AgeLimited, NotAllotted, RobotSaleNotFound
from app.allotments.schemas import (
    AllotmentCreate,
    AllotmentRead,
    AllotmentReturn,
    AllottedItem,
    RobotSaleFilters,
    RobotSaleRead,
    SalesOutcome,
    SalesUpload,
    SettleSale,
)
from app.errors import ItemArchived, ItemNotFound, OutOfStock
from app.railway.errors import StoreNotOnTrain
from app.railway.service import RailwayDep
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router(tag="allotments")
SaleFiltersDep = Annotated[RobotSaleFilters, query_of(RobotSaleFilters)]


@router.post(
    "/store/item/{item_id}/allotment",
    status_code=201,
    summary="Give pieces to a robot",
    responses=problems(
        ItemNotFound,
        ItemArchived,
        OutOfStock,
        AgeLimited,
        StoreNotOnTrain,
        IdempotencyConflict,
        PeerUnavailable,
    ),
)
async def create_allotment(
    item_id: UUID,
    body: AllotmentCreate,
    terminal: TerminalDep,
    session: SessionDep,
    railway: RailwayDep,
    idempotency: IdempotencyDep,
) -> AllotmentRead:
    """They leave the store's stock; only a robot on a run of the store can get some."""
    store_id, made_by = own_store(terminal), caller_name(terminal)

    async def work() -> AllotmentRead:
        await railway.require_store_on_train(body.robot_id, store_id)
        return await service.allot(session, store_id, item_id, body, made_by)

    return await idempotency.once(AllotmentRead, work)


@router.post(
    "/store/item/{item_id}/allotment/return",
    summary="Take pieces back from a robot",
    responses=problems(ItemNotFound, NotAllotted, IdempotencyConflict),
)
async def return_allotment(
    item_id: UUID,
    body: AllotmentReturn,
    terminal: TerminalDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> AllotmentRead:
    """Let the robot upload its sales first; what it has left is the store's stock again."""
    store_id, made_by = own_store(terminal), caller_name(terminal)
    return await idempotency.once(
        AllotmentRead, lambda: service.take_back(session, store_id, item_id, body, made_by)
    )


@router.get("/store/allotments", summary="List what robots have", responses=problems(BadCursor))
async def list_allotments(
    terminal: TerminalDep,
    session: SessionDep,
    page: PageDep,
    robot_id: Annotated[UUID | None, Query(description="Of this robot only.")] = None,
) -> Page[AllotmentRead]:
    """Those that have become empty are listed too."""
    return await service.list_allotments(session, own_store(terminal), robot_id, page)


@router.get("/robot/allotments", summary="List what I may sell without the uplink")
async def list_robot_allotments(robot: RobotDep, session: SessionDep) -> list[AllottedItem]:
    """Of all stores. `balance` knows of uploaded sales only."""
    return await service.list_of_robot(session, robot.id)


@router.post("/robot/purchases:sync", summary="Upload sales made without the uplink")
async def sync_purchases(body: SalesUpload, robot: RobotDep, database: DatabaseDep) -> SalesOutcome:
    """May be repeated at any time: a sale that is known is a `DUPLICATE`, and none is dropped."""
    return await uploads.take_over(database, robot, body.sales)


@router.get("/store/robot_sales", summary="List uploaded sales", responses=problems(BadCursor))
async def list_robot_sales(
    terminal: TerminalDep, session: SessionDep, page: PageDep, filters: SaleFiltersDep
) -> Page[RobotSaleRead]:
    """Refused ones that are not settled wait for the staff: goods and money changed hands."""
    return await service.list_sales(session, own_store(terminal), page, filters)


@router.post(
    "/store/robot_sale/{sale_id}/settle",
    summary="Settle a refused sale",
    responses=problems(RobotSaleNotFound),
)
async def settle_robot_sale(
    sale_id: UUID, body: SettleSale, terminal: TerminalDep, session: SessionDep
) -> RobotSaleRead:
    """Say what was done about it, such as a count of the stock."""
    return await service.settle(
        session, own_store(terminal), sale_id, body.note, caller_name(terminal)
    )


@router.get("/admin/robot_sales", summary="List all uploaded sales", responses=problems(BadCursor))
async def list_all_robot_sales(
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: SaleFiltersDep,
    store_id: Annotated[UUID | None, Query(description="Of this store only.")] = None,
) -> Page[RobotSaleRead]:
    """Also those for stores that do not exist."""
    return await service.list_sales(session, store_id, page, filters)
