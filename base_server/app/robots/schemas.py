import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.schemas import Schema
from store_api import StoreSummary

from app.fields import TrainDate, TrainRun, WagonNumber
from app.models import Connection, Robot, RobotState
from app.tickets.schemas import TicketRead


class TripUpdate(TrainRun):
    wagon_number: WagonNumber | None = None


class TripRead(Schema):
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


class ReportRead(Schema):
    """What the robot said of itself in its last heartbeat."""

    state: RobotState
    software_version: str
    battery_percent: int | None
    facts: dict[str, Any]
    reported_at: dt.datetime


class RobotRead(Schema):
    """`connection`: `DEGRADED` when the robot says so or has not reported for 30 seconds, `OFFLINE`
    when it has not for 90."""

    id: UUID
    robot_model_id: str
    robot_model_name: str
    key_fingerprint: str
    trip: TripRead | None
    registered_by: str
    created_at: dt.datetime
    last_seen_at: Annotated[
        dt.datetime | None, Field(description="When it last reported or signed in.")
    ]
    connection: Connection
    heartbeat: ReportRead | None

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
            last_seen_at=_last_seen_at(robot),
            connection=robot.connection or Connection.OFFLINE,
            heartbeat=ReportRead.model_validate(robot.heartbeat, from_attributes=True)
            if robot.heartbeat
            else None,
        )


class RobotConnection(Schema):
    """A robot as the security sees it, in the list and in the stream. `state` is what it said of
    itself last; null when it never has."""

    id: UUID
    robot_model_name: str
    connection: Connection
    state: RobotState | None
    trip: TripRead | None
    reported_at: dt.datetime | None

    @classmethod
    def of(cls, robot: Robot) -> "RobotConnection":
        return cls(
            id=robot.id,
            robot_model_name=robot.robot_model_name,
            connection=robot.connection or Connection.OFFLINE,
            state=robot.heartbeat and robot.heartbeat.state,
            trip=TripRead.of(robot),
            reported_at=robot.heartbeat and robot.heartbeat.reported_at,
        )


def _last_seen_at(robot: Robot) -> dt.datetime | None:
    seen = [robot.last_seen_at, robot.heartbeat and robot.heartbeat.reported_at]
    return max((moment for moment in seen if moment), default=None)


class RobotFilters:
    """All given filters must hold."""

    def __init__(
        self,
        train_number: Annotated[str | None, Query(max_length=20)] = None,
        train_date: Annotated[TrainDate | None, Query()] = None,
        connection: Annotated[Connection | None, Query()] = None,
    ) -> None:
        self.by_column = {"train_number": train_number, "train_date": train_date}
        self.connection = connection


class PassengerTickets(Schema):
    tickets: list[TicketRead]


class PassengerRead(PassengerTickets):
    """A user, with the tickets on the robot's run."""

    id: UUID
    name: str


class BoundStores(Schema):
    stores: list[StoreSummary]
