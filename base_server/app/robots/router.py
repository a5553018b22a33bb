from typing import Annotated
from uuid import UUID

from base_api import AdminDep, RobotDep, SecurityDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.robots import service
from app.robots.dependencies import RobotPageDep
from app.robots.errors import NoTrip, RobotNotFound
from app.robots.schemas import (
    BoundStores,
    PassengerRead,
    PassengerTickets,
    RobotConnection,
    RobotFilters,
    RobotRead,
    TripUpdate,
)
from app.stores import StoreApiDep
from app.users.errors import UserNotFound

router = feature_router("/robot", tag="robots")
admin_router = feature_router("/admin", tag="robots")
security_router = feature_router("/monitoring", tag="robots")


@router.get("/me", summary="Who am I?", responses=problems(RobotNotFound))
async def get_robot(robot: RobotDep, session: SessionDep) -> RobotRead:
    """The robot itself, with its trip."""
    return RobotRead.of(await service.require_robot(session, robot.id))


@router.put("/trip", summary="Set the trip", responses=problems(RobotNotFound))
async def set_trip(body: TripUpdate, robot: RobotDep, session: SessionDep) -> RobotRead:
    """The run, and perhaps the wagon, that the robot serves from now on."""
    return RobotRead.of(await service.set_trip(session, robot.id, body))


@router.get(
    "/stores",
    summary="List the stores on my run",
    responses=problems(RobotNotFound, NoTrip, PeerUnavailable),
)
async def list_robot_stores(
    robot: RobotDep, database: DatabaseDep, store_api: StoreApiDep
) -> BoundStores:
    """Open stores bound to the robot's run."""
    return BoundStores(stores=await service.list_stores(database, store_api, robot.id))


@router.get(
    "/user/{user_id}",
    summary="Show a passenger",
    responses=problems(RobotNotFound, NoTrip, UserNotFound),
)
async def get_passenger(user_id: UUID, robot: RobotDep, session: SessionDep) -> PassengerRead:
    """A user with the tickets on the robot's run."""
    return await service.get_passenger(session, robot.id, user_id)


@router.get(
    "/user/{user_id}/tickets",
    summary="List a passenger's tickets",
    responses=problems(RobotNotFound, NoTrip, UserNotFound),
)
async def list_passenger_tickets(
    user_id: UUID, robot: RobotDep, session: SessionDep
) -> PassengerTickets:
    """Those on the robot's run, without the revoked ones, by wagon and place."""
    passenger = await service.get_passenger(session, robot.id, user_id)
    return PassengerTickets(tickets=passenger.tickets)


@admin_router.get("/robots", summary="List robots")
async def list_robots(
    _: AdminDep,
    session: SessionDep,
    page: RobotPageDep,
    filters: Annotated[RobotFilters, query_of(RobotFilters)],
) -> Page[RobotRead]:
    """The newest first unless sorted; revoked ones are left out."""
    return await service.list_robots(session, page, filters)


@security_router.get("/robots", summary="List where robots are")
async def list_monitored_robots(
    _: SecurityDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[RobotFilters, query_of(RobotFilters)],
) -> Page[RobotConnection]:
    """The newest first; the stream tells of each whose connection changes."""
    return await service.list_connections(session, page, filters)


@admin_router.get("/robot/{robot_id}", summary="Show a robot", responses=problems(RobotNotFound))
async def get_robot_by_id(robot_id: UUID, _: AdminDep, session: SessionDep) -> RobotRead:
    """With its trip, and what it said of itself last."""
    return RobotRead.of(await service.require_robot(session, robot_id))


@admin_router.put(
    "/robot/{robot_id}/trip", summary="Set a robot's trip", responses=problems(RobotNotFound)
)
async def set_robot_trip(
    robot_id: UUID, body: TripUpdate, _: AdminDep, session: SessionDep
) -> RobotRead:
    """The run, and perhaps the wagon, that the robot serves from now on."""
    return RobotRead.of(await service.set_trip(session, robot_id, body))


@admin_router.delete(
    "/robot/{robot_id}", summary="Revoke a robot", responses=problems(RobotNotFound)
)
async def revoke_robot(robot_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """Its sessions end within a second, and its key is never accepted again."""
    await service.revoke_robot(session, robot_id)
    return OK
