import datetime as dt
from uuid import UUID

from pydantic import BaseModel

from app.models import Connection, Robot
from app.robots.schemas import TripRead


class RobotConnection(BaseModel):
    """A robot that came, went, or needs somebody, as the stream tells it."""

    id: UUID
    robot_model_name: str
    connection: Connection
    trip: TripRead | None
    reported_at: dt.datetime | None

    @classmethod
    def of(cls, robot: Robot) -> "RobotConnection":
        return cls(
            id=robot.id,
            robot_model_name=robot.robot_model_name,
            connection=robot.connection or Connection.OFFLINE,
            trip=TripRead.of(robot),
            reported_at=robot.heartbeat and robot.heartbeat.reported_at,
        )
