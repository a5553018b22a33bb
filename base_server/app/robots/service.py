"""A robot's trip, and what it may know on it."""

from uuid import UUID

from base_api import CallerKind
from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreApi, StoreSummary

from app.models import Robot
from app.revocation import end_sessions
from app.robots import repository
from app.robots.errors import NoTrip, RobotNotFound
from app.robots.schemas import (
    PassengerRead,
    RobotConnection,
    RobotFilters,
    RobotRead,
    TripRead,
    TripUpdate,
)
from app.tickets.schemas import TicketRead
from app.tickets.service import list_on_run
from app.train_stores import service as train_stores
from app.users.service import require_user


async def list_robots(
    session: AsyncSession, page: PageQuery, filters: RobotFilters
) -> Page[RobotRead]:
    return await paginate(session, repository.filtered(filters), Robot, page, RobotRead.of)


async def list_connections(
    session: AsyncSession, page: PageQuery, filters: RobotFilters
) -> Page[RobotConnection]:
    return await paginate(session, repository.filtered(filters), Robot, page, RobotConnection.of)


async def require_robot(session: AsyncSession, robot_id: UUID) -> Robot:
    robot = await repository.get_robot(session, robot_id)
    if robot is None:
        raise RobotNotFound
    return robot


async def require_robot_held(session: AsyncSession, robot_id: UUID) -> Robot:
    """The robot; whoever else asks so for it waits until this transaction ends."""
    robot = await repository.get_robot_held(session, robot_id)
    if robot is None:
        raise RobotNotFound
    return robot


async def require_trip(session: AsyncSession, robot_id: UUID) -> TripRead:
    trip = TripRead.of(await require_robot(session, robot_id))
    if trip is None:
        raise NoTrip
    return trip


async def set_trip(session: AsyncSession, robot_id: UUID, body: TripUpdate) -> Robot:
    robot = await require_robot(session, robot_id)
    robot.train_number = body.train_number
    robot.train_date = body.train_date
    robot.wagon_number = body.wagon_number
    await session.flush()
    return robot


async def revoke_robot(session: AsyncSession, robot_id: UUID) -> None:
    """It cannot sign in again, and its sessions end. The row stays: its checks refer to it."""
    robot = await require_robot(session, robot_id)
    robot.revoked_at = func.now()
    end_sessions(session, CallerKind.ROBOT, robot.id)


async def get_passenger(session: AsyncSession, robot_id: UUID, user_id: UUID) -> PassengerRead:
    """A user with the tickets on the robot's run."""
    trip = await require_trip(session, robot_id)
    user = await require_user(session, user_id)
    tickets = await list_on_run(session, trip.train_number, trip.train_date, user.id)
    return PassengerRead(
        id=user.id, name=user.name, tickets=[TicketRead.of(ticket) for ticket in tickets]
    )


async def list_stores(
    database: Database, store_api: StoreApi, robot_id: UUID
) -> list[StoreSummary]:
    """The open stores on the robot's run, as store_server tells of them. No database connection is
    held while it does."""
    async with database.session() as session:
        trip = await require_trip(session, robot_id)
        ids = await train_stores.list_store_ids(session, trip.train_number, trip.train_date)
    return await store_api.list_stores(ids)
