from uuid import UUID

from base_api import RobotDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.errors import (
    ItemArchived,
    ItemNotFound,
    OutOfStock,
    ReservationNotFound,
    ReservationNotLive,
    StoreNotFound,
)
from app.purchases.errors import EmptyPurchase
from app.railway.errors import StoreNotOnTrain
from app.railway.service import RailwayDep
from app.reservations import service
from app.reservations.errors import ReservationTooLarge, TooManyReservations
from app.reservations.schemas import ReservationCreate, ReservationRead

router = feature_router(tag="reservations")
_REFUSALS = problems(
    EmptyPurchase,
    ItemArchived,
    ItemNotFound,
    OutOfStock,
    StoreNotFound,
    StoreNotOnTrain,
    TooManyReservations,
    ReservationTooLarge,
    IdempotencyConflict,
    PeerUnavailable,
)


@router.post("/robot/reservation", status_code=201, summary="Keep a basket", responses=_REFUSALS)
async def create_robot_reservation(
    body: ReservationCreate,
    robot: RobotDep,
    session: SessionDep,
    railway: RailwayDep,
    idempotency: IdempotencyDep,
) -> ReservationRead:
    """All of it is kept until `expires_at`, or nothing. Buy it with its id as `reservation_id`."""

    async def work() -> ReservationRead:
        await railway.require_store_on_train(robot.id, body.store_id)
        return await service.reserve(session, robot, body)

    return await idempotency.once(ReservationRead, work)


@router.get(
    "/robot/reservation/{reservation_id}",
    summary="Show a basket",
    responses=problems(ReservationNotFound),
)
async def get_robot_reservation(
    reservation_id: UUID, robot: RobotDep, session: SessionDep
) -> ReservationRead:
    """Only one of this robot."""
    return await service.require_reservation(session, robot, reservation_id)


@router.delete(
    "/robot/reservation/{reservation_id}",
    summary="Keep a basket no longer",
    responses=problems(ReservationNotFound, ReservationNotLive),
)
async def delete_robot_reservation(
    reservation_id: UUID, robot: RobotDep, session: SessionDep
) -> Ok:
    """Twice is once; a basket that was bought cannot be given back here."""
    await service.release(session, robot, reservation_id)
    return OK
