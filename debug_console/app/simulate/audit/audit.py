"""The audit: queries whose answer must be empty, and sets that must be the same."""

import asyncio
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from app.simulate.audit import base_faults, store_faults
from app.simulate.day.notes import Notes

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

DELIVERED_WITHIN_SECONDS = 30.0
# What was announced for a later time, as the look after each enrolment of a face, is not due yet.
_UNDELIVERED = """
SELECT format('%s of %s after %s attempts', topic, key, attempts)
FROM outbox WHERE delivered_at IS NULL AND NOT (attempts = 0 AND coalesce(retry_at > now(), false))
"""
_PAUSE_SECONDS = 0.2
_EXAMPLES = 3


@dataclass(frozen=True)
class Scope:
    """The rows of one day."""

    date: dt.date
    trains: Sequence[str]
    stores: Sequence[UUID]


@dataclass(frozen=True)
class Finding:
    """Something that was looked at; `count` should be zero. `examples`: ids to look up."""

    what: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """`counts`: what there was to look at, so that nobody takes an empty day for a good one."""

    findings: list[Finding]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> list[Finding]:
        return [one for one in self.findings if one.count]

    @property
    def is_good(self) -> bool:
        return not self.faults


async def audit(
    base: "Connection",
    store: "Connection",
    scope: Scope,
    notes: Notes,
    *,
    patience: float = DELIVERED_WITHIN_SECONDS,
) -> Audit:
    """Everything that was told is there, and nothing else; and the books are right. `patience`: for
    so many seconds events may still be on their way."""
    findings = [
        *await _base_findings(base, scope, notes),
        await _undelivered("base_server", base, patience),
        *await _store_findings(store, scope, notes),
        await _undelivered("store_server", store, patience),
    ]
    counts = {
        "checks": len(notes.checks),
        "passengers on board": len(notes.boarded),
        "conflicts of robots, for staff": notes.conflicts,
        "purchases": len(notes.purchases),
        "sales without the uplink": len(notes.sales),
        "refunds": len(notes.refunds),
        "pennies": sum(notes.purchases.values()),
        "incidents": len(notes.incidents),
    }
    return Audit(findings, counts)


async def _base_findings(base: "Connection", scope: Scope, notes: Notes) -> list[Finding]:
    of_day = (list(scope.trains), scope.date)
    found = [await _rows(base, what, sql, *of_day) for what, sql in base_faults.FAULTS.items()]
    holders = {
        row["id"]: row["boarded_by"] for row in await base.fetch(base_faults.HOLDERS, *of_day)
    }
    incidents = {row["id"] for row in await base.fetch(base_faults.INCIDENTS, *of_day)}
    strange = [one for one, robot in holders.items() if robot not in notes.boarded[one]]
    return [
        *found,
        *_of_checks(notes, await base.fetch(base_faults.CHECKS, *of_day)),
        _named("passengers let in, whose tickets are unused", set(notes.boarded) - set(holders)),
        _named("tickets held by a robot that let nobody in", strange),
        _named("incidents that were reported and are not there", notes.incidents - incidents),
        _named("incidents that nobody reported", incidents - notes.incidents),
    ]


def _of_checks(notes: Notes, rows: "Iterable[asyncpg.Record]") -> list[Finding]:
    """A robot that asked in vain decides by itself, under the same id: then there may be two rows,
    of which that one counts that tells what the passenger heard."""
    there = {(row["request_id"], row["source"]): row for row in rows}
    pairs = {
        request_id: (told, there.get((request_id, "OFFLINE" if told.is_offline else "ONLINE")))
        for request_id, told in notes.checks.items()
    }
    strange = [one for one, _ in there if one not in notes.checks]
    known = {one: (told, row) for one, (told, row) in pairs.items() if row is not None}
    return [
        _named("checks that robots made and no row tells of", set(pairs) - set(known)),
        _named("checks that no robot made", strange),
        _named(
            "checks of another robot, or with another verdict",
            [
                one
                for one, (told, row) in known.items()
                if (told.robot_id, told.verdict) != (row["robot_id"], row["verdict"])
            ],
        ),
        _named(
            "checks under another ticket than the robot saw",
            [
                one
                for one, (told, row) in known.items()
                if told.ticket_id not in {None, row["ticket_id"]}
            ],
        ),
    ]


async def _store_findings(store: "Connection", scope: Scope, notes: Notes) -> list[Finding]:
    stores = list(scope.stores)
    found = [await _rows(store, what, sql, stores) for what, sql in store_faults.FAULTS.items()]
    purchases = await _pennies(store, store_faults.PURCHASES, stores)
    refunds = await _pennies(store, store_faults.REFUNDS, stores)
    sales = await _pennies(store, store_faults.SALES, stores)
    told = set(notes.purchases) | notes.sold_alone
    return [
        *found,
        _named("purchases that were answered and are not there", told - set(purchases)),
        _named("purchases that nobody asked for", set(purchases) - told),
        _named("purchases with another sum than was answered", _other(notes.purchases, purchases)),
        _named("refunds that were answered and are not there", set(notes.refunds) - set(refunds)),
        _named("refunds that nobody asked for", set(refunds) - set(notes.refunds)),
        _named("refunds with another sum than was answered", _other(notes.refunds, refunds)),
        _named("sales without the uplink that are not there", set(notes.sales) - set(sales)),
        _named("sales without the uplink that no robot made", set(sales) - set(notes.sales)),
        _named("sales without the uplink with another sum", _other(notes.sales, sales)),
    ]


async def _pennies(store: "Connection", sql: str, stores: list[UUID]) -> dict[UUID, int]:
    return {row["id"]: int(row["total_penny"]) for row in await store.fetch(sql, stores)}


def _other(told: Mapping[UUID, int], there: Mapping[UUID, int]) -> list[UUID]:
    return [one for one, total in told.items() if there.get(one, total) != total]


async def _rows(connection: "Connection", what: str, sql: str, *values: object) -> Finding:
    return _named(what, [row[0] for row in await connection.fetch(sql, *values)])


async def _undelivered(server: str, connection: "Connection", patience: float) -> Finding:
    """After all the time that they may take."""
    left: list[str] = []
    for _ in range(max(1, int(patience / _PAUSE_SECONDS))):
        left = [row[0] for row in await connection.fetch(_UNDELIVERED)]
        if not left:
            break
        await asyncio.sleep(_PAUSE_SECONDS)
    return _named(f"events of {server} that were not delivered", left)


def _named(what: str, found: Collection[object]) -> Finding:
    examples = tuple(sorted(map(str, found))[:_EXAMPLES])
    return Finding(what, len(found), examples)
