from uuid import UUID

from base_api import RobotTrip
from service_kit.database import Database

from app.internal import repository
from app.robots.errors import RobotNotFound


async def get_trip(database: Database, robot_id: UUID, user_id: UUID | None) -> RobotTrip | None:
    """None while the robot has no trip."""
    row = await repository.find_trip(database, robot_id, user_id)
    if row is None:
        raise RobotNotFound
    return None if row["train_number"] is None else RobotTrip(**row)
