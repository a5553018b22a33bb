"""Who boarded with a ticket, when several robots say so.

The claims are put in the order of their times and judged one after the other, by the same `judge`
as a check with the uplink. So the result is what the server would have answered if every robot had
been able to ask it, and it depends on nothing but the claims themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ticket_rules.verdict import Mode, Reason, TicketFacts, TicketState, Trip, Verdict, judge

# No robot is without the uplink for longer; a time further back than that is a broken clock.
LONGEST_OFFLINE = timedelta(days=30)


class Standing(StrEnum):
    """What became of a boarding: it `HOLDS`, or it is in `CONFLICT` and staff have to look."""

    HOLDS = "HOLDS"
    CONFLICT = "CONFLICT"


@dataclass(frozen=True, slots=True)
class Claim:
    """A robot let somebody board. `claimed_at` is by the server's clock (see `corrected_time`).
    `sequence` counts from 1; a check that the server itself answered has 0, and so comes before
    what the robot did by itself.

    A robot that got no answer from the server decides by itself under the same `request_id`: both
    are one claim.
    """

    claimed_at: datetime
    device_id: UUID
    sequence: int
    request_id: str
    trip: Trip


@dataclass(frozen=True, slots=True)
class Outcome:
    """`cause`: why a claim is in conflict."""

    standing: Standing
    cause: Reason | None


@dataclass(frozen=True, slots=True)
class ClaimedTicket:
    """What does not depend on the claims: the state of `facts` is not looked at."""

    facts: TicketFacts
    revoked_at: datetime | None


def merge(ticket: ClaimedTicket | None, claims: Collection[Claim]) -> dict[Claim, Outcome]:
    """The outcome of every claim on one ticket, None for a code that belongs to no ticket.

    At most one boarding holds: the first by time, device and sequence that the rules allow.
    """
    outcomes: dict[Claim, Outcome] = {}
    by_request: dict[tuple[UUID, str], Outcome] = {}
    is_held = False
    for claim in sorted(claims, key=_order):
        request = (claim.device_id, claim.request_id)
        if request not in by_request:
            by_request[request] = _judge(ticket, claim, is_held=is_held)
        outcomes[claim] = by_request[request]
        is_held = is_held or outcomes[claim].standing is Standing.HOLDS
    return outcomes


def corrected_time(made_at: datetime, device_now: datetime, received_at: datetime) -> datetime:
    """When something happened by the server's clock.

    `device_now` is what the device's clock showed at `received_at`: however wrong it goes, how long
    ago it was is right. A time that even this clock has not reached, or that is longer ago than
    any robot can be offline, says nothing; the claim then counts from its arrival.
    """
    age = device_now - made_at
    if timedelta(0) <= age <= LONGEST_OFFLINE:
        return received_at - age
    return received_at


def _order(claim: Claim) -> tuple[datetime, UUID, int, str, str, date, int]:
    """Total: no two claims are equal in it, or the one that arrived first would win."""
    trip = claim.trip
    wagon = -1 if trip.wagon_number is None else trip.wagon_number
    moment = (claim.claimed_at, claim.device_id, claim.sequence, claim.request_id)
    return (*moment, trip.train_number, trip.train_date, wagon)


def _judge(ticket: ClaimedTicket | None, claim: Claim, *, is_held: bool) -> Outcome:
    facts = None
    if ticket is not None:
        state = TicketState.USED if is_held else TicketState.VALID
        if ticket.revoked_at is not None and ticket.revoked_at <= claim.claimed_at:
            state = TicketState.REVOKED
        facts = replace(ticket.facts, state=state)
    judgement = judge(facts, claim.trip, Mode.BOARD, claim.claimed_at)
    if judgement.verdict is Verdict.OK:
        return Outcome(Standing.HOLDS, None)
    return Outcome(Standing.CONFLICT, judgement.reason)
