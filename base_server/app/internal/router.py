from uuid import UUID

from base_api import RobotTrip, UserTrip
from service_kit.callers import ServiceDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.internal import service
from app.robots.errors import RobotNotFound
from app.tickets.service import list_current_tickets
from app.train_stores.service import list_store_ids
from app.users.errors import UserNotFound
from app.users.schemas import UserRead
from app.users.service import require_user

router = feature_router("/internal", tag="internal")


@router.get(
    "/robots/{robot_id}/trip",
    summary="The trip of a robot",
    responses=problems(RobotNotFound),
)
async def get_robot_trip(
    robot_id: UUID, _: ServiceDep, database: DatabaseDep, user_id: UUID | None = None
) -> RobotTrip | None:
    """With the stores that sell on it, and whether there is the user; null while the robot has no
    trip."""
    return await service.get_trip(database, robot_id, user_id)


@router.get("/users/{user_id}", summary="Is there such a user?", responses=problems(UserNotFound))
async def get_user(user_id: UUID, _: ServiceDep, session: SessionDep) -> UserRead:
    """The user's id and name."""
    return UserRead.of(await require_user(session, user_id))


@router.get("/users/{user_id}/trips", summary="The tickets with which a user may travel now")
async def list_user_trips(user_id: UUID, _: ServiceDep, session: SessionDep) -> list[UserTrip]:
    """With the stores that sell on their runs; none for an unknown user."""
    return [
        UserTrip(
            ticket_id=ticket.id,
            train_number=ticket.train_number,
            train_date=ticket.start_date,
            wagon_number=ticket.wagon_number,
            place_number=ticket.place_number,
            store_ids=await list_store_ids(session, ticket.train_number, ticket.start_date),
        )
        for ticket in await list_current_tickets(session, user_id)
    ]
