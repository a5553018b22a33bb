from dataclasses import replace
from uuid import UUID

from base_api import RobotDep
from service_kit.callers import Caller
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict
from service_kit.paging import BadCursor, Page
from service_kit.routing import feature_router

from app.errors import (
    ItemArchived,
    ItemNotFound,
    OutOfStock,
    PurchaseNotFound,
    ReservationNotFound,
    ReservationNotLive,
    StoreNotFound,
)
from app.purchases import service
from app.purchases.dependencies import PurchasePageDep, RepeatKeyDep
from app.purchases.errors import (
    EmptyPurchase,
    PriceChanged,
    ReservationDiffers,
)
from app.purchases.orders import Order, RepeatKey
from app.purchases.rules import merge
from app.purchases.schemas import (
    PurchaseCreate,
    PurchaseRead,
    PurchaseShown,
    RobotPurchaseCreate,
)
from app.railway.errors import StoreNotOnTrain, UserNotFound
from app.railway.service import RailwayDep
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router(tag="purchases")
_REFUSALS = (
    ItemNotFound,
    ItemArchived,
    OutOfStock,
    EmptyPurchase,
    PriceChanged,
    StoreNotFound,
    UserNotFound,
    IdempotencyConflict,
    PeerUnavailable,
)
_OF_RESERVATIONS = (ReservationNotFound, ReservationNotLive, ReservationDiffers)


@router.post(
    "/robot/purchase",
    status_code=201,
    summary="Sell to a passenger at the robot",
    responses=problems(*_REFUSALS, StoreNotOnTrain, *_OF_RESERVATIONS),
)
async def create_robot_purchase(
    body: RobotPurchaseCreate,
    robot: RobotDep,
    repeat_key: RepeatKeyDep,
    database: DatabaseDep,
    railway: RailwayDep,
) -> PurchaseRead:
    """All items or none, from a store on the robot's run. Send an Idempotency-Key."""
    order = _order(body, body.store_id, robot, repeat_key, robot_id=robot.id)
    order = replace(order, reservation_id=body.reservation_id)
    return await service.sell(database, railway, order)


@router.post(
    "/store/purchase",
    status_code=201,
    summary="Sell at the counter",
    responses=problems(*_REFUSALS),
)
async def create_purchase(
    body: PurchaseCreate,
    terminal: TerminalDep,
    repeat_key: RepeatKeyDep,
    database: DatabaseDep,
    railway: RailwayDep,
) -> PurchaseRead:
    """All items or none. Send an Idempotency-Key: a repeated sale is then one sale."""
    order = _order(body, own_store(terminal), terminal, repeat_key, robot_id=None)
    return await service.sell(database, railway, order)


def _order(
    body: PurchaseCreate,
    store_id: UUID,
    seller: Caller,
    repeat_key: RepeatKey | None,
    *,
    robot_id: UUID | None,
) -> Order:
    return Order(
        store_id=store_id,
        user_id=body.user_id,
        wanted=merge(body.wanted()),
        is_default_ready=body.is_default_ready,
        additional_data=body.additional_data,
        seller=caller_name(seller),
        robot_id=robot_id,
        repeat_key=repeat_key,
    )


@router.get("/store/purchases", summary="List my purchases", responses=problems(BadCursor))
async def list_purchases(
    terminal: TerminalDep, session: SessionDep, page: PurchasePageDep
) -> Page[PurchaseShown]:
    """The newest first unless sorted, whoever sold it."""
    return await service.list_purchases(session, own_store(terminal), page)


@router.get(
    "/store/purchase/{purchase_id}",
    summary="Show a purchase",
    responses=problems(PurchaseNotFound),
)
async def get_purchase(
    purchase_id: UUID, terminal: TerminalDep, session: SessionDep
) -> PurchaseShown:
    """Of the terminal's own store, whoever sold it."""
    return await service.require_purchase_of_store(session, own_store(terminal), purchase_id)


@router.get(
    "/robot/purchase/{purchase_id}",
    summary="Show a purchase of the robot",
    responses=problems(PurchaseNotFound),
)
async def get_robot_purchase(
    purchase_id: UUID, robot: RobotDep, session: SessionDep
) -> PurchaseShown:
    """Only what this robot has sold."""
    return await service.require_purchase_of_seller(session, robot, purchase_id)
