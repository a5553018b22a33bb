import datetime as dt
from typing import Annotated

from fastapi import Query
from service_kit.schemas import Schema
from ticket_rules import Reason

from app.fields import TrainDate, TrainNumber


class RunQuery:
    def __init__(
        self,
        train_number: Annotated[TrainNumber, Query()],
        train_date: Annotated[TrainDate, Query()],
    ) -> None:
        self.train_number = train_number
        self.train_date = train_date


class BoardingCounts(Schema):
    """`tickets` leaves revoked ones out; `share` is of those boarded, from 0 to 1, and null without
    tickets. `refused` counts checks, not people, by reason."""

    tickets: int
    boarded: int
    share: float | None
    refused: dict[Reason, int]


class WagonBoarding(BoardingCounts):
    """`wagon_number` is null for refusals of which neither the robot nor the ticket tells one."""

    wagon_number: int | None


class RunBoarding(BoardingCounts):
    """`conflicts` are those that nobody has settled yet."""

    train_number: str
    train_date: dt.date
    conflicts: int
    wagons: list[WagonBoarding]


class RunOfDay(Schema):
    """`wagons` are those with tickets; `departs_at` is the first passenger's departure."""

    train_number: str
    train_date: dt.date
    departs_at: dt.datetime
    wagons: list[int]
    tickets: int
    boarded: int
    share: float
    conflicts: int


class RunsOfDay(Schema):
    """The first to depart comes first."""

    items: list[RunOfDay]
