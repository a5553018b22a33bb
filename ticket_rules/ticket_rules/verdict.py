"""The verdict on one ticket."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

# A passenger may board early at a terminus; the longest runs take a week.
VALID_BEFORE = timedelta(hours=24)
VALID_AFTER = timedelta(days=8)


class Mode(StrEnum):
    """Why the ticket is looked at: `BOARD` uses it up, `INSPECT` on the way does not."""

    BOARD = "BOARD"
    INSPECT = "INSPECT"


class TicketState(StrEnum):
    VALID = "VALID"
    USED = "USED"
    REVOKED = "REVOKED"


class Verdict(StrEnum):
    OK = "OK"
    REFUSED = "REFUSED"


class Reason(StrEnum):
    """Why a ticket was refused. `WRONG_WAGON` alone comes with `OK`: it is a warning."""

    UNKNOWN_TICKET = "UNKNOWN_TICKET"
    ALREADY_USED = "ALREADY_USED"
    WRONG_TRAIN = "WRONG_TRAIN"
    WRONG_DATE = "WRONG_DATE"
    WRONG_WAGON = "WRONG_WAGON"
    REVOKED = "REVOKED"
    NOT_YET_VALID = "NOT_YET_VALID"
    EXPIRED = "EXPIRED"
    FACE_UNKNOWN = "FACE_UNKNOWN"
    FACE_AMBIGUOUS = "FACE_AMBIGUOUS"
    NO_TICKET = "NO_TICKET"
    SEVERAL_TICKETS = "SEVERAL_TICKETS"


@dataclass(frozen=True, slots=True)
class Trip:
    """The train run, and perhaps the wagon, that the checking robot serves."""

    train_number: str
    train_date: date
    wagon_number: int | None


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the verdict needs to know of a ticket. `departs_at` has a time zone."""

    train_number: str
    train_date: date
    wagon_number: int
    departs_at: datetime
    state: TicketState


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reason: Reason | None


def judge(ticket: TicketFacts | None, trip: Trip, mode: Mode, now: datetime) -> Judgement:
    """Decide on `ticket`, as it is known before this check.

    The first rule that is broken gives the reason, from the most to the least final, so that two
    robots with the same facts always name the same one.
    """
    if ticket is None:
        return Judgement(Verdict.REFUSED, Reason.UNKNOWN_TICKET)
    reason = _refusal(ticket, trip, mode, now)
    if reason is not None:
        return Judgement(Verdict.REFUSED, reason)
    return Judgement(Verdict.OK, _warning(ticket, trip))


def _refusal(  # noqa: PLR0911 - one return per rule, in their order
    ticket: TicketFacts, trip: Trip, mode: Mode, now: datetime
) -> Reason | None:
    if ticket.state is TicketState.REVOKED:
        return Reason.REVOKED
    if ticket.train_number != trip.train_number:
        return Reason.WRONG_TRAIN
    if ticket.train_date != trip.train_date:
        return Reason.WRONG_DATE
    # The difference is a number whatever the times are; the first year has no day before it.
    since_departure = now - ticket.departs_at
    if since_departure < -VALID_BEFORE:
        return Reason.NOT_YET_VALID
    if since_departure > VALID_AFTER:
        return Reason.EXPIRED
    if mode is Mode.BOARD and ticket.state is TicketState.USED:
        return Reason.ALREADY_USED
    return None


def _warning(ticket: TicketFacts, trip: Trip) -> Reason | None:
    if trip.wagon_number is not None and trip.wagon_number != ticket.wagon_number:
        return Reason.WRONG_WAGON
    return None
