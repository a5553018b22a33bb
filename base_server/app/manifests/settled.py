"""What is known of runs already, so that a request reads only what has changed since.

A ticket whose last change was settled looks the same in every snapshot from then on, until its row
names a newer transaction. So the lines of settled tickets may be kept, and a later snapshot needs
nothing beside them but the rows above the newest of them. Only a row that has gone cannot be seen
so; it shows in the number of tickets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cachetools import LRUCache
from ticket_rules import TrainRun, state_digest, ticket_line

from app.manifests.repository import BEFORE_ALL, ManifestRepository, Snapshot

_RUNS = 64


@dataclass(frozen=True, slots=True)
class SettledLines:
    """Canonical lines by ticket, of all changes below `horizon`; `newest` is the last of them."""

    horizon: int
    newest: int
    lines: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class RunState:
    """A snapshot of a run, and the lines of all its tickets with their digest."""

    snapshot: Snapshot
    lines: Mapping[UUID, str]
    digest: str


_NOTHING = SettledLines(0, BEFORE_ALL, {})
_known: LRUCache[TrainRun, SettledLines] = LRUCache(_RUNS)


async def read_state(
    tickets: ManifestRepository, run: TrainRun, *, after_xid: int | None = None
) -> RunState:
    """The state of the run, exactly. Its snapshot has the changes after `after_xid`, or without it
    those that had to be read."""
    known = _known.get(run, _NOTHING)
    wanted = known.newest if after_xid is None else min(after_xid, known.newest)
    state = _state(known, await tickets.get_snapshot(run, after_xid=wanted))
    if not _fits(state, known):
        state = _state(_NOTHING, await tickets.get_snapshot(run, after_xid=BEFORE_ALL))
    _keep(run, state)
    return state


def _state(known: SettledLines, snapshot: Snapshot) -> RunState:
    unknown = (one.ticket for one in snapshot.changes if one.xid > known.newest)
    lines = {**known.lines, **{ticket.id: ticket_line(ticket) for ticket in unknown}}
    return RunState(snapshot, lines, state_digest(lines.values()))


def _fits(state: RunState, known: SettledLines) -> bool:
    """False when a row has gone, or the database was restored from a copy of earlier days."""
    summary = state.snapshot.summary
    return len(state.lines) == summary.count and known.horizon <= summary.horizon


def _keep(run: TrainRun, state: RunState) -> None:
    summary = state.snapshot.summary
    unsettled = {one.ticket.id for one in state.snapshot.changes if one.xid >= summary.horizon}
    lines = state.lines
    if unsettled:
        lines = {key: line for key, line in lines.items() if key not in unsettled}
    _known[run] = SettledLines(summary.horizon, summary.settled, lines)
