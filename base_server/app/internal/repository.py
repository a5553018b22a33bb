"""What is asked at every sale of a robot, through the driver: a session costs several times it."""

from uuid import UUID

import asyncpg
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


async def find_trip(
    database: Database, robot_id: UUID, user_id: UUID | None
) -> asyncpg.Record | None:
    """The robot's row, with a null `train_number` while it has no trip."""
    return await database.driver.fetchrow(_TRIP, robot_id, user_id)
