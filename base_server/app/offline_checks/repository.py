"""The statements of an upload, sent through the driver: a thousand rows in one transaction.

Locks are taken in one order by everybody: the robot, then tickets by their ids. So uploads of one
robot come one after the other, and those of several never wait for each other in a circle. A
boarding with the uplink locks one ticket only.
"""

import datetime as dt
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from service_kit.database import Database
from ticket_rules import (
    ClaimedTicket,
    Mode,
    Outcome,
    Reason,
    Standing,
    TicketFacts,
    TicketState,
    Trip,
    Verdict,
)

_LOCK_ROBOT = """
SELECT statement_timestamp() AS now, train_number, train_date, wagon_number
FROM robots WHERE id = $1 AND revoked_at IS NULL
FOR NO KEY UPDATE
"""
_KNOWN = """
SELECT request_id, question, standing, cause FROM ticket_checks
WHERE robot_id = $1 AND source = 'OFFLINE' AND request_id = ANY ($2::text[])
"""
_FIND_TICKETS = """
SELECT id, encode(code_hash, 'hex') AS code_hash FROM tickets
WHERE id = ANY ($1::uuid[]) OR code_hash = ANY ($2::bytea[])
"""
_LOCK_TICKETS = """
SELECT id, train_number, start_date, wagon_number, date, state, revoked_at, boarded_at, boarded_by
FROM tickets WHERE id = ANY ($1::uuid[])
ORDER BY id
FOR NO KEY UPDATE
"""
_CLAIMS = """
SELECT id, ticket_id, robot_id, request_id, checked_at, coalesce(device_sequence, 0),
       train_number, train_date, wagon_number, standing, cause
FROM ticket_checks
WHERE ticket_id = ANY ($1::uuid[]) AND mode = 'BOARD' AND verdict = 'OK'
"""
_ADD_UPLOAD = """
INSERT INTO check_uploads
    (robot_id, received_at, device_time, clock_offset_seconds, count, received_through)
VALUES ($1, $2, $3, $4, $5, coalesce(
    (SELECT received_through FROM check_uploads WHERE robot_id = $1 ORDER BY id DESC LIMIT 1), 0))
RETURNING id
"""
_RECEIVED_THROUGH = """
UPDATE check_uploads AS upload
SET received_through = upload.received_through + (
    SELECT count(*) FROM (
        SELECT sequence, row_number() OVER (ORDER BY sequence) AS number
        FROM (
            SELECT DISTINCT device_sequence AS sequence FROM ticket_checks
            WHERE robot_id = upload.robot_id AND source = 'OFFLINE'
                AND device_sequence > upload.received_through
        ) AS waiting
    ) AS numbered
    WHERE sequence = upload.received_through + number
)
WHERE id = $1
RETURNING received_through
"""
_CHANGE_STANDINGS = """
UPDATE ticket_checks SET standing = changed.standing, cause = changed.cause
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS changed (id, standing, cause)
WHERE ticket_checks.id = changed.id
"""
_CHANGE_TICKETS = """
UPDATE tickets
SET state = changed.state, boarded_at = changed.boarded_at, boarded_by = changed.boarded_by
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[])
    AS changed (id, state, boarded_at, boarded_by)
WHERE tickets.id = changed.id
"""


@dataclass(frozen=True, slots=True)
class LockedRobot:
    now: dt.datetime
    trip: Trip | None


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """A check that came with an earlier upload."""

    fingerprint: bytes
    standing: Standing | None
    cause: Reason | None


@dataclass(frozen=True, slots=True)
class Boarding:
    """What a ticket tells of who boarded with it."""

    state: TicketState
    boarded_at: dt.datetime | None
    boarded_by: UUID | None


@dataclass(frozen=True, slots=True)
class LockedTicket:
    claimed: ClaimedTicket
    boarding: Boarding


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A boarding that is on record. `trip` is None in records from before it was kept."""

    check_id: UUID
    ticket_id: UUID
    device_id: UUID
    request_id: str
    claimed_at: dt.datetime
    sequence: int
    trip: Trip | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NewCheck:
    """A row to be; in the order of the columns, after `upload_id` and `source`."""

    robot_id: UUID
    request_id: str
    question: bytes
    ticket_id: UUID | None
    mode: Mode
    verdict: Verdict
    reason: Reason | None
    checked_at: dt.datetime
    train_number: str | None
    train_date: dt.date | None
    wagon_number: int | None
    standing: Standing | None
    cause: Reason | None
    device_sequence: int
    device_time: dt.datetime
    code_hash: bytes | None


class UploadRepository:
    """Of one upload, which is one transaction."""

    def __init__(self, connection: "PoolConnectionProxy[asyncpg.Record]") -> None:
        self._connection = connection

    @classmethod
    @asynccontextmanager
    async def transaction(cls, database: Database) -> AsyncIterator["UploadRepository"]:
        async with database.driver.acquire() as connection, connection.transaction():
            yield cls(connection)

    async def lock_robot(self, robot_id: UUID) -> LockedRobot | None:
        """None when it is unknown or revoked."""
        row = await self._connection.fetchrow(_LOCK_ROBOT, robot_id)
        if row is None:
            return None
        return LockedRobot(row["now"], _trip(*row[1:]))

    async def list_known(
        self, robot_id: UUID, request_ids: Collection[str]
    ) -> dict[str, KnownCheck]:
        """Those of the robot's earlier uploads, by `request_id`."""
        rows = await self._connection.fetch(_KNOWN, robot_id, list(request_ids))
        return {
            request_id: KnownCheck(question, *_standing(standing, cause))
            for request_id, question, standing, cause in rows
        }

    async def find_tickets(
        self, ids: Collection[UUID], code_hashes: Collection[str]
    ) -> dict[UUID | str, UUID]:
        """Ids of tickets, by their ids and by the hashes of their codes."""
        rows = await self._connection.fetch(
            _FIND_TICKETS, list(ids), [bytes.fromhex(one) for one in code_hashes]
        )
        found: dict[UUID | str, UUID] = {}
        for ticket_id, code_hash in rows:
            found[ticket_id] = found[code_hash] = ticket_id
        return found

    async def lock_tickets(self, ids: Collection[UUID]) -> dict[UUID, LockedTicket]:
        """As they are from now until the end of the transaction."""
        rows = await self._connection.fetch(_LOCK_TICKETS, list(ids))
        return {row["id"]: _locked_ticket(row) for row in rows}

    async def list_claims(self, ticket_ids: Collection[UUID]) -> list[StoredClaim]:
        """Every boarding with one of these tickets; to be asked after they were locked."""
        rows = await self._connection.fetch(_CLAIMS, list(ticket_ids))
        return [
            StoredClaim(
                check_id=row[0],
                ticket_id=row[1],
                device_id=row[2],
                request_id=row[3],
                claimed_at=row[4],
                sequence=row[5],
                trip=_trip(*row[6:9]),
                outcome=Outcome(
                    Standing(row[9] or Standing.HOLDS), Reason(row[10]) if row[10] else None
                ),
            )
            for row in rows
        ]

    async def add_upload(
        self,
        robot_id: UUID,
        received_at: dt.datetime,
        device_time: dt.datetime,
        count: int,
    ) -> UUID:
        offset = (received_at - device_time).total_seconds()
        upload_id: UUID = await self._connection.fetchval(
            _ADD_UPLOAD, robot_id, received_at, device_time, offset, count
        )
        return upload_id

    async def add_checks(self, upload_id: UUID, checks: Sequence[NewCheck]) -> None:
        columns = list(NewCheck.__slots__)
        await self._connection.copy_records_to_table(
            "ticket_checks",
            columns=["upload_id", "source", *columns],
            records=[
                (upload_id, "OFFLINE", *(getattr(check, column) for column in columns))
                for check in checks
            ],
        )

    async def count_received(self, upload_id: UUID) -> int:
        """The sequence through which nothing of the robot's is missing, now noted in its upload."""
        through: int = await self._connection.fetchval(_RECEIVED_THROUGH, upload_id)
        return through

    async def change_standings(self, outcomes: dict[UUID, Outcome]) -> None:
        """Of checks that were on record before, by their ids."""
        await self._connection.execute(
            _CHANGE_STANDINGS,
            list(outcomes),
            [outcome.standing for outcome in outcomes.values()],
            [outcome.cause for outcome in outcomes.values()],
        )

    async def change_tickets(self, boardings: dict[UUID, Boarding]) -> None:
        await self._connection.execute(
            _CHANGE_TICKETS,
            list(boardings),
            [one.state for one in boardings.values()],
            [one.boarded_at for one in boardings.values()],
            [one.boarded_by for one in boardings.values()],
        )


def _trip(number: str | None, date: dt.date | None, wagon: int | None) -> Trip | None:
    return Trip(number, date, wagon) if number is not None and date is not None else None


def _standing(standing: str | None, cause: str | None) -> tuple[Standing | None, Reason | None]:
    return (Standing(standing) if standing else None, Reason(cause) if cause else None)


def _locked_ticket(row: asyncpg.Record) -> LockedTicket:
    state = TicketState(row["state"])
    facts = TicketFacts(
        row["train_number"], row["start_date"], row["wagon_number"], row["date"], state
    )
    revoked_at = row["revoked_at"]
    if state is TicketState.REVOKED and revoked_at is None:
        revoked_at = dt.datetime.min.replace(tzinfo=dt.UTC)
    return LockedTicket(
        ClaimedTicket(facts, revoked_at),
        Boarding(state, row["boarded_at"], row["boarded_by"]),
    )
