import datetime as dt
from typing import Annotated
from uuid import UUID

from fastapi import Query
from service_kit.schemas import Schema, text
from ticket_rules import Reason

from app.fields import TrainDate
from app.models import CheckSource, TicketCheck
from app.tickets.schemas import HeldTicket


class SettlementCreate(Schema):
    comment: Annotated[str, text(1000)]


class ConflictRead(Schema):
    """A boarding that does not hold. `ticket` tells who holds it instead (`boarded_by`); it is null
    for a code that nobody was given. `checked_at` is by our clock, `device_time` by the robot's."""

    check_id: UUID
    cause: Reason
    robot_id: UUID
    robot_name: str
    train_number: str | None
    train_date: dt.date | None
    wagon_number: int | None
    checked_at: dt.datetime
    device_time: dt.datetime | None
    source: CheckSource
    ticket: HeldTicket | None
    settled_at: dt.datetime | None
    settled_by: str | None
    settlement: str | None

    @classmethod
    def of(cls, check: TicketCheck) -> "ConflictRead":
        return cls(
            check_id=check.id,
            cause=check.cause or Reason.ALREADY_USED,
            robot_id=check.robot_id,
            robot_name=check.robot.robot_model_name,
            train_number=check.train_number,
            train_date=check.train_date,
            wagon_number=check.wagon_number,
            checked_at=check.checked_at,
            device_time=check.device_time,
            source=check.source,
            ticket=HeldTicket.of(check.ticket) if check.ticket is not None else None,
            settled_at=check.settled_at,
            settled_by=check.settled_by,
            settlement=check.settlement,
        )


class ConflictFilters:
    """All given filters must hold."""

    def __init__(
        self,
        train_number: Annotated[str | None, Query(max_length=20)] = None,
        train_date: Annotated[TrainDate | None, Query()] = None,
        is_settled: Annotated[bool | None, Query()] = None,
    ) -> None:
        self.train_number = train_number
        self.train_date = train_date
        self.is_settled = is_settled
