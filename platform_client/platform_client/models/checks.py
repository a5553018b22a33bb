"""Verdicts on tickets, and recognised passengers."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from platform_client.models.railway import Ticket, User
from pydantic import BaseModel


class Mode(StrEnum):
    """`BOARD` uses the ticket up, `INSPECT` does not."""

    BOARD = "BOARD"
    INSPECT = "INSPECT"


class Scope(StrEnum):
    """Among whom a face is looked for."""

    TRAIN_RUN = "TRAIN_RUN"
    ALL = "ALL"


class CheckedTicket(BaseModel):
    id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    destination: str
    start_date: dt.date


class Verdict(BaseModel):
    """`verdict` is OK or REFUSED; `reason` says why, and warns of a WRONG_WAGON beside OK."""

    verdict: str
    reason: str | None
    ticket: CheckedTicket | None
    user: User | None
    checked_at: dt.datetime
    first_checked_at: dt.datetime | None

    @property
    def is_ok(self) -> bool:
        return self.verdict == "OK"


class Passenger(User):
    """With the tickets on the robot's run."""

    tickets: list[Ticket]


class Identification(BaseModel):
    """`verdict` is MATCH, UNKNOWN or AMBIGUOUS; `confidence` goes from 0 to 1."""

    verdict: str
    confidence: float | None
    user: Passenger | None
