"""What is asked at every sale of a robot, through the driver: a session costs several times it."""

from uuid import UUID

from base_api import RobotTrip
from service_kit.database import Database

_TRIP = """
SELECT robot.train_number, robot.train_date, robot.wagon_number,
       ARRAY(
           SELECT bound.store_id FROM train_stores AS bound
           WHERE bound.train_number = robot.train_number AND bound.train_date = robot.train_date
           ORDER BY bound.id
       ) AS store_ids,
       CASE WHEN $2::uuid IS NOT NULL THEN
           EXISTS (SELECT FROM users WHERE id = $2 AND erased_at IS NULL)
       END AS is_user
FROM robots AS robot
WHERE robot.id = $1 AND robot.revoked_at IS NULL
"""


async def list_trips(
    database: Database, robot_id: UUID, user_id: UUID | None
) -> list[RobotTrip | None]:
    """Of the one robot: none when nobody knows it, None while it has no trip."""
    rows = await database.driver.fetch(_TRIP, robot_id, user_id)
    return [None if row["train_number"] is None else RobotTrip(**row) for row in rows]
