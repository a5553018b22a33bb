"""A check without the uplink: the server's own verdict on what the robot knows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ticket_rules.manifest import ManifestTicket
from ticket_rules.roster import ManifestRefused, Refusal, Roster
from ticket_rules.verdict import Judgement, Mode, TicketFacts, TicketState, Trip, judge


@dataclass(frozen=True, slots=True)
class OfflineVerdict:
    """`first_checked_at` is when the ticket was boarded with before, as far as the robot knows."""

    judgement: Judgement
    ticket: ManifestTicket | None
    first_checked_at: datetime | None


def code_hash(code: str) -> str:
    """SHA-256 in hex. No salt: a code is random, and its hash has to be looked up."""
    return hashlib.sha256(code.encode()).hexdigest()


def check_offline(
    roster: Roster,
    boarded: Mapping[UUID, datetime],
    code: str,
    *,
    wagon_number: int | None,
    mode: Mode,
    now: datetime,
) -> OfflineVerdict:
    """Judge `code` by the manifest and by what this robot has boarded itself since.

    `boarded`: when this robot accepted which ticket, by id. A ticket of another run is unknown
    here, because the manifest holds the robot's run only.
    Raises `ManifestRefused` when the list has expired: then there is nothing to judge by.
    """
    if now >= roster.expires_at:
        raise ManifestRefused(Refusal.EXPIRED)
    ticket = roster.tickets.get(code_hash(code))
    trip = Trip(roster.run.train_number, roster.run.train_date, wagon_number)
    if ticket is None:
        return OfflineVerdict(judge(None, trip, mode, now), None, None)
    first = ticket.boarded_at or boarded.get(ticket.id)
    facts = TicketFacts(
        train_number=roster.run.train_number,
        train_date=roster.run.train_date,
        wagon_number=ticket.wagon_number,
        departs_at=ticket.departs_at,
        state=_state(ticket, is_boarded=ticket.id in boarded),
    )
    return OfflineVerdict(judge(facts, trip, mode, now), ticket, first)


def _state(ticket: ManifestTicket, *, is_boarded: bool) -> TicketState:
    if ticket.state is TicketState.VALID and is_boarded:
        return TicketState.USED
    return ticket.state
