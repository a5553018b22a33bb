"""The audit: queries whose answer must be empty, and sets that must be the same."""

import asyncio
import datetime as dt
from collections.abc import Collection, Sequence
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


async def audit(base: "Connection", store: "Connection", scope: Scope, notes: Notes) -> Audit:
    """Everything that was told is there, and nothing else; and the books are right."""
    findings = [
        *await _base_findings(base, scope, notes),
        *await _store_findings(store, scope, notes),
    ]
    counts = {
        "checks": len(notes.checks),
        "passengers on board": len(notes.boarded),
        "conflicts of robots, for staff": notes.conflicts,
        "purchases": len(notes.purchases),
        "sales without the uplink": len(notes.sold_alone),
        "pennies": sum(notes.purchases.values()),
        "incidents": len(notes.incidents),
    }
    return Audit(findings, counts)


async def _base_findings(base: "Connection", scope: Scope, notes: Notes) -> list[Finding]:
    of_day = (list(scope.trains), scope.date)
    found = [await _rows(base, what, sql, *of_day) for what, sql in base_faults.FAULTS.items()]
    checks = {row["request_id"] for row in await base.fetch(base_faults.CHECKS, *of_day)}
    holders = {
        row["id"]: row["boarded_by"] for row in await base.fetch(base_faults.HOLDERS, *of_day)
    }
    incidents = {row["id"] for row in await base.fetch(base_faults.INCIDENTS, *of_day)}
    strange = [one for one, robot in holders.items() if robot not in notes.boarded[one]]
    return [
        *found,
        _named("checks that robots made and no row tells of", set(notes.checks) - checks),
        _named("checks that no robot made", checks - set(notes.checks)),
        _named("passengers let in, whose tickets are unused", set(notes.boarded) - set(holders)),
        _named("tickets held by a robot that let nobody in", strange),
        _named("incidents that were reported and are not there", notes.incidents - incidents),
        _named("incidents that nobody reported", incidents - notes.incidents),
        await _undelivered("base_server", base),
    ]


async def _store_findings(store: "Connection", scope: Scope, notes: Notes) -> list[Finding]:
    stores = list(scope.stores)
    found = [await _rows(store, what, sql, stores) for what, sql in store_faults.FAULTS.items()]
    rows = await store.fetch(store_faults.PURCHASES, stores)
    there = {row["id"]: int(row["total_penny"]) for row in rows}
    told = set(notes.purchases) | notes.sold_alone
    pennies = [one for one, total in notes.purchases.items() if there.get(one, total) != total]
    return [
        *found,
        _named("purchases that were answered and are not there", told - set(there)),
        _named("purchases that nobody asked for", set(there) - told),
        _named("purchases with another sum than was answered", pennies),
        await _undelivered("store_server", store),
    ]


async def _rows(connection: "Connection", what: str, sql: str, *values: object) -> Finding:
    return _named(what, [row[0] for row in await connection.fetch(sql, *values)])


async def _undelivered(server: str, connection: "Connection") -> Finding:
    """After all the time that they may take."""
    left: list[str] = []
    for _ in range(int(DELIVERED_WITHIN_SECONDS / _PAUSE_SECONDS)):
        left = [row[0] for row in await connection.fetch(_UNDELIVERED)]
        if not left:
            break
        await asyncio.sleep(_PAUSE_SECONDS)
    return _named(f"events of {server} that were not delivered", left)


def _named(what: str, found: Collection[object]) -> Finding:
    examples = tuple(sorted(map(str, found))[:_EXAMPLES])
    return Finding(what, len(found), examples)
