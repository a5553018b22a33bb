import datetime as dt
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AliasChoices, AliasPath, Field
from service_kit.schemas import Schema, UtcTime
from ticket_rules import Mode, Reason, Standing, TicketState, Verdict

from app.fields import PersonName, PlaceNumber, StationId, TrainDate, TrainNumber, WagonNumber
from app.models import CheckSource, Ticket, TicketCheck

# The column is `destination_id`, the word on the wire `destination`.
DestinationField = Annotated[
    str, Field(validation_alias=AliasChoices("destination_id", "destination"))
]
_ROBOT_NAME = AliasChoices(AliasPath("robot", "robot_model_name"), "robot_name")


class TicketCreate(Schema):
    """`date` is when the passenger departs, `start_date` when the train run starts."""

    user_id: UUID
    train_number: TrainNumber
    wagon_number: WagonNumber
    place_number: PlaceNumber
    station_id: StationId
    destination: StationId
    date: Annotated[UtcTime, Field(examples=["2026-03-08T21:05:00+03:00"])]
    start_date: TrainDate


class IssuedTicket(Schema):
    id: UUID


class TicketCreated(IssuedTicket):
    """`code` is for the passenger, and is not shown to the administration again."""

    train_number: str
    wagon_number: int
    place_number: int
    destination: str
    code: str

    @classmethod
    def of(cls, ticket: Ticket, code: str) -> "TicketCreated":
        return cls(
            id=ticket.id,
            train_number=ticket.train_number,
            wagon_number=ticket.wagon_number,
            place_number=ticket.place_number,
            destination=ticket.destination_id,
            code=code,
        )


class TicketRead(Schema):
    id: UUID
    user_id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: DestinationField
    date: dt.datetime
    start_date: dt.date
    state: TicketState
    boarded_at: dt.datetime | None
    boarded_by: UUID | None
    revoked_at: dt.datetime | None

    @classmethod
    def of(cls, ticket: Ticket) -> "TicketRead":
        return cls.model_validate(ticket, from_attributes=True)


class HeldTicket(TicketRead):
    """For people who look after others' tickets. `user_name` is empty of somebody erased."""

    user_name: str

    @classmethod
    def of(cls, ticket: Ticket) -> "HeldTicket":
        return cls(**dict(TicketRead.of(ticket)), user_name=ticket.user.name)


class CheckRead(Schema):
    """`source` is who decided: the server (`ONLINE`), or the robot without the uplink. A boarding
    `HOLDS`, or is in `CONFLICT` for the `cause`; what claims nothing has no standing."""

    id: UUID
    robot_id: UUID
    robot_name: Annotated[str, Field(validation_alias=_ROBOT_NAME)]
    mode: Mode
    verdict: Verdict
    reason: Reason | None
    checked_at: dt.datetime
    source: CheckSource
    standing: Standing | None
    cause: Reason | None

    @classmethod
    def of(cls, check: TicketCheck) -> "CheckRead":
        return cls.model_validate(check, from_attributes=True)


class TicketDetail(HeldTicket):
    """A ticket with its newest checks, at most a hundred."""

    checks: list[CheckRead]


class TicketFilters:
    """All given filters must hold."""

    def __init__(
        self,
        train_number: Annotated[str | None, Query(max_length=20)] = None,
        train_date: Annotated[TrainDate | None, Query()] = None,
        user_id: Annotated[UUID | None, Query()] = None,
        user_name: Annotated[
            PersonName | None, Query(description="How the name begins, in any case.")
        ] = None,
        state: Annotated[TicketState | None, Query()] = None,
    ) -> None:
        self.by_column = {
            "train_number": train_number,
            "start_date": train_date,
            "user_id": user_id,
            "state": state,
        }
        self.user_name = user_name
