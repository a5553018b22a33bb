"""Reading a run's tickets for a manifest: one statement, and so one snapshot of the database.

Each ticket names the transaction that changed it last. A change is *settled* when no transaction
with that or a smaller number is still running (`pg_snapshot_xmin`): from then on nothing can appear
before it. So a robot whose version is the newest settled change misses nothing that is later
committed, in whatever order transactions end, and nobody had to wait for a lock.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from ticket_rules import ManifestTicket, TicketState, TrainRun

from app.robots.errors import NoTrip, RobotNotFound

_TRIP = "SELECT train_number, train_date FROM robots WHERE id = $1 AND revoked_at IS NULL"
# The summary stands before each change, and before NULLs where there is none.
_RUN = """
WITH horizon AS MATERIALIZED (
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid
), summary AS MATERIALIZED (
    SELECT count(*) AS count,
           max(changed_xid) FILTER (WHERE changed_xid < (SELECT xid FROM horizon)) AS settled
    FROM tickets
    WHERE train_number = $1 AND start_date = $2
)
SELECT statement_timestamp(), horizon.xid, summary.count, coalesce(summary.settled, 0),
       t.id, encode(t.code_hash, 'hex'), t.wagon_number, t.place_number, t.station_id,
       t.destination_id, t.date, t.state, t.boarded_at, t.changed_xid
FROM horizon CROSS JOIN summary
LEFT JOIN tickets t ON t.train_number = $1 AND t.start_date = $2 AND t.changed_xid > $3
"""
_SUMMARY = slice(0, 4)
_CHANGE = slice(4, None)
# Older than any transaction.
BEFORE_ALL = -1


@dataclass(frozen=True, slots=True)
class Change:
    """A ticket, and the transaction that changed it last."""

    ticket: ManifestTicket
    xid: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What can be said of a run without its tickets: the newest settled change is `settled`, and
    all below `horizon` are settled."""

    now: dt.datetime
    horizon: int
    count: int
    settled: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run at one moment, and the tickets that were changed after `after_xid`."""

    summary: Summary
    after_xid: int
    changes: Sequence[Change]


class ManifestRepository:
    """Of one request: taking a connection from the pool costs as much as a statement itself, so
    all go through the same."""

    def __init__(self, connection: "PoolConnectionProxy[asyncpg.Record]") -> None:
        self._connection = connection

    async def require_run(self, robot_id: UUID) -> TrainRun:
        """The run that the robot serves."""
        trip = await self._connection.fetchrow(_TRIP, robot_id)
        if trip is None:
            raise RobotNotFound
        if trip["train_number"] is None:
            raise NoTrip
        return TrainRun(*trip)

    async def get_snapshot(self, run: TrainRun, *, after_xid: int) -> Snapshot:
        """The run, with the tickets that were changed after a transaction."""
        rows = await self._connection.fetch(_RUN, run.train_number, run.train_date, after_xid)
        changes = [_change(*row[_CHANGE]) for row in rows if row["id"] is not None]
        return Snapshot(Summary(*rows[0][_SUMMARY]), after_xid, changes)


def _change(
    id_: UUID,
    code_hash: str,
    wagon: int,
    place: int,
    station: str,
    destination: str,
    departs_at: dt.datetime,
    state: str,
    boarded_at: dt.datetime | None,
    xid: int,
) -> Change:
    ticket = ManifestTicket(
        id=id_,
        code_hash=code_hash,
        wagon_number=wagon,
        place_number=place,
        station_id=station,
        destination=destination,
        departs_at=departs_at,
        state=TicketState(state),
        boarded_at=boarded_at,
    )
    return Change(ticket, xid)
