"""The statements of a ticket check, sent through the driver itself.

Thousands of checks arrive within the minutes of a boarding. A check is two statements, each a
transaction of its own: one that reads all facts, one that writes on the condition that the ticket
is still as it was read. The rules are not in SQL: `ticket_rules.judge` decides between the two.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from ticket_rules import Judgement, Mode, Reason, TicketFacts, TicketState, Trip, Verdict

from app.checks.schemas import CheckedTicket, CheckedUser

_FACTS = """
SELECT clock_timestamp() AS now,
       r.train_number AS trip_train_number, r.train_date AS trip_train_date,
       r.wagon_number AS trip_wagon_number,
       t.id, t.train_number, t.start_date, t.wagon_number, t.place_number, t.destination_id,
       t.date, t.state, t.boarded_at, u.id AS user_id, u.name AS user_name,
       c.question, c.verdict, c.reason, c.checked_at
FROM robots r
LEFT JOIN ticket_checks c
    ON c.robot_id = r.id AND c.request_id = $2 AND c.source = 'ONLINE'
LEFT JOIN tickets t ON {wanted}
LEFT JOIN users u ON u.id = t.user_id
WHERE r.id = $1 AND r.revoked_at IS NULL
"""
_FACTS_BY_CODE = _FACTS.format(wanted="t.code_hash = $3")
# A face may lead to another ticket today: what was answered before stays with the one it was about.
_FACTS_BY_ID = _FACTS.format(wanted="t.id = CASE WHEN c.id IS NULL THEN $3 ELSE c.ticket_id END")

_RECORD = """
INSERT INTO ticket_checks
    (robot_id, request_id, question, ticket_id, mode, verdict, reason, checked_at,
     train_number, train_date, wagon_number)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
_RECORD_AND_BOARD = """
WITH boarded AS (
    UPDATE tickets
    SET state = 'USED', boarded_at = $8, boarded_by = $1
    WHERE id = $4 AND state = 'VALID'
    RETURNING id
)
INSERT INTO ticket_checks
    (robot_id, request_id, question, ticket_id, mode, verdict, reason, checked_at,
     train_number, train_date, wagon_number, standing)
SELECT $1, $2, $3, boarded.id, $5, $6, $7, $8, $9, $10, $11, 'HOLDS' FROM boarded
"""


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks what. `fingerprint` tells two questions of one `request_id` apart."""

    robot_id: UUID
    request_id: str
    mode: Mode
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """What was answered to the same `request_id` before."""

    fingerprint: bytes
    judgement: Judgement
    checked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a verdict depends on, as of one moment."""

    now: dt.datetime
    trip: Trip | None
    ticket: TicketFacts | None
    shown_ticket: CheckedTicket | None
    user: CheckedUser | None
    boarded_at: dt.datetime | None
    earlier: EarlierCheck | None


class CheckRepository:
    """Of one check: taking a connection from the pool costs as much as a statement itself, so both
    statements go through the same."""

    def __init__(self, connection: "PoolConnectionProxy[asyncpg.Record]") -> None:
        self._connection = connection

    async def get_facts_by_code(self, question: Question, code_hash: bytes) -> Facts | None:
        """The facts for the ticket with this code; None when the robot is unknown or revoked."""
        return await self._get_facts(_FACTS_BY_CODE, question, code_hash)

    async def get_facts_by_id(self, question: Question, ticket_id: UUID | None) -> Facts | None:
        """The same, for a ticket that was found by its holder's face, or for none."""
        return await self._get_facts(_FACTS_BY_ID, question, ticket_id)

    async def _get_facts(
        self, sql: str, question: Question, key: bytes | UUID | None
    ) -> Facts | None:
        row = await self._connection.fetchrow(sql, question.robot_id, question.request_id, key)
        return None if row is None else _facts(row)

    async def record(self, question: Question, facts: Facts, judgement: Judgement) -> bool:
        """Write the check, and the boarding with it if the verdict says so.

        False when the ticket is no longer as the facts say, or the `request_id` was written
        meanwhile: read the facts again.
        """
        boards = judgement.verdict is Verdict.OK and question.mode is Mode.BOARD
        trip = facts.trip
        try:
            status = await self._connection.execute(
                _RECORD_AND_BOARD if boards else _RECORD,
                question.robot_id,
                question.request_id,
                question.fingerprint,
                facts.shown_ticket.id if facts.shown_ticket is not None else None,
                question.mode,
                judgement.verdict,
                judgement.reason,
                facts.now,
                trip.train_number if trip is not None else None,
                trip.train_date if trip is not None else None,
                trip.wagon_number if trip is not None else None,
            )
        except asyncpg.UniqueViolationError:
            return False
        return bool(status == "INSERT 0 1")


def _facts(row: asyncpg.Record) -> Facts:
    (
        now,
        trip_number,
        trip_date,
        trip_wagon,
        ticket_id,
        train_number,
        start_date,
        wagon,
        place,
        destination,
        departs_at,
        state,
        boarded_at,
        user_id,
        user_name,
        fingerprint,
        verdict,
        reason,
        checked_at,
    ) = row
    facts = shown = user = earlier = None
    if ticket_id is not None:
        facts = TicketFacts(train_number, start_date, wagon, departs_at, TicketState(state))
        shown = CheckedTicket.model_construct(
            id=ticket_id,
            train_number=train_number,
            wagon_number=wagon,
            place_number=place,
            destination=destination,
            start_date=start_date,
        )
        user = CheckedUser.model_construct(id=user_id, name=user_name)
    if fingerprint is not None:
        judgement = Judgement(Verdict(verdict), Reason(reason) if reason else None)
        earlier = EarlierCheck(fingerprint, judgement, checked_at)
    trip = Trip(trip_number, trip_date, trip_wagon) if trip_number is not None else None
    return Facts(now, trip, facts, shown, user, boarded_at, earlier)
