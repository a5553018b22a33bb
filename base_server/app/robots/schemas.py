import datetime as dt
from uuid import UUID

from pydantic import BaseModel
from store_api import StoreSummary

from app.fields import TrainRun, WagonNumber
from app.models import Robot
from app.tickets.schemas import TicketRead


class TripUpdate(TrainRun):
    wagon_number: WagonNumber | None = None


class TripRead(BaseModel):
    train_number: str
    train_date: dt.date
    wagon_number: int | None

    @classmethod
    def of(cls, robot: Robot) -> "TripRead | None":
        if robot.train_number is None or robot.train_date is None:
            return None
        return cls(
            train_number=robot.train_number,
            train_date=robot.train_date,
            wagon_number=robot.wagon_number,
        )


class RobotRead(BaseModel):
    id: UUID
    robot_model_id: str
    robot_model_name: str
    key_fingerprint: str
    trip: TripRead | None
    registered_by: str
    created_at: dt.datetime
    last_seen_at: dt.datetime | None

    @classmethod
    def of(cls, robot: Robot) -> "RobotRead":
        return cls(
            id=robot.id,
            robot_model_id=robot.robot_model_id,
            robot_model_name=robot.robot_model_name,
            key_fingerprint=robot.key_fingerprint,
            trip=TripRead.of(robot),
            registered_by=robot.registered_by,
            created_at=robot.created_at,
            last_seen_at=robot.last_seen_at,
        )


class PassengerRead(BaseModel):
    """A user, with the tickets on the robot's run."""

    id: UUID
    name: str
    tickets: list[TicketRead]


class BoundStores(BaseModel):
    stores: list[StoreSummary]
