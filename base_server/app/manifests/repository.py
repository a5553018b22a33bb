"""Reading a run's tickets for a manifest, all from one snapshot of the database.

Each ticket names the transaction that changed it last. A change is *settled* when no transaction
with that or a smaller number is still running (`pg_snapshot_xmin`): from then on nothing can appear
before it. So a robot whose version is the newest settled change misses nothing that is later
committed, in whatever order transactions end, and nobody had to wait for a lock.
"""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from service_kit.database import Database
from ticket_rules import ManifestTicket, TicketState, TrainRun

_SUMMARY = """
SELECT clock_timestamp() AS now, r.train_number, r.train_date,
       snapshot.horizon,
       count(t.id) AS count,
       coalesce(max(t.changed_xid) FILTER (WHERE t.changed_xid < snapshot.horizon), 0) AS settled
FROM robots r
CROSS JOIN (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon) AS snapshot
LEFT JOIN tickets t ON t.train_number = r.train_number AND t.start_date = r.train_date
WHERE r.id = $1 AND r.revoked_at IS NULL
GROUP BY r.train_number, r.train_date, snapshot.horizon
"""
_TICKETS = """
SELECT id, encode(code_hash, 'hex'), wagon_number, place_number, station_id, destination_id, date,
       state, boarded_at, changed_xid
FROM tickets
WHERE train_number = $1 AND start_date = $2 AND changed_xid > $3
"""
# Older than any transaction.
BEFORE_ALL = -1


@dataclass(frozen=True, slots=True)
class Summary:
    """What can be said of a run without reading its tickets."""

    now: dt.datetime
    run: TrainRun | None
    horizon: int
    count: int
    settled: int


@dataclass(frozen=True, slots=True)
class Change:
    """A ticket, and the transaction that changed it last."""

    ticket: ManifestTicket
    xid: int


class ManifestRepository:
    """Of one snapshot."""

    def __init__(self, connection: "PoolConnectionProxy[asyncpg.Record]") -> None:
        self._connection = connection

    @classmethod
    @asynccontextmanager
    async def snapshot(cls, database: Database) -> AsyncIterator["ManifestRepository"]:
        async with (
            database.driver.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield cls(connection)

    async def get_summary(self, robot_id: UUID) -> Summary | None:
        """Of the run that the robot serves; None when the robot is unknown or revoked."""
        row = await self._connection.fetchrow(_SUMMARY, robot_id)
        if row is None:
            return None
        run = None
        if row["train_number"] is not None:
            run = TrainRun(row["train_number"], row["train_date"])
        return Summary(row["now"], run, row["horizon"], row["count"], row["settled"])

    async def list_changes(self, run: TrainRun, *, after_xid: int) -> list[Change]:
        """The tickets of a run that were changed after a transaction."""
        rows = await self._connection.fetch(_TICKETS, run.train_number, run.train_date, after_xid)
        return [_change(*row) for row in rows]


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
