"""What is known of runs already, so that a request reads only what has changed since.

A ticket whose last change was settled looks the same in every snapshot from then on, until its row
names a newer transaction. So the lines of settled tickets may be kept, and a later snapshot needs
nothing beside them but the rows above the newest of them. Only a row that has gone cannot be seen
so; it shows in the number of tickets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cachetools import LRUCache
from ticket_rules import TrainRun, ticket_line

from app.manifests.repository import BEFORE_ALL, Change, ManifestRepository, Summary

_RUNS = 64


@dataclass(frozen=True, slots=True)
class SettledLines:
    """Canonical lines by ticket, of all changes below `horizon`; `newest` is the last of them."""

    horizon: int
    newest: int
    lines: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class RunState:
    """All lines of a run in one snapshot, and the changes above `after_xid` among them."""

    lines: Mapping[UUID, str]
    after_xid: int
    changes: Sequence[Change]


_NOTHING = SettledLines(0, BEFORE_ALL, {})
_known: LRUCache[TrainRun, SettledLines] = LRUCache(_RUNS)


async def read_state(tickets: ManifestRepository, summary: Summary, run: TrainRun) -> RunState:
    """The state of the run in the snapshot at hand, exactly."""
    known = _known.get(run, _NOTHING)
    if known.horizon > summary.horizon:
        # Another request, of a later snapshot, was quicker.
        known = _NOTHING
    state = await _read_above(tickets, run, known)
    if len(state.lines) != summary.count:
        state = await _read_above(tickets, run, _NOTHING)
    _keep(run, summary, state)
    return state


async def _read_above(tickets: ManifestRepository, run: TrainRun, known: SettledLines) -> RunState:
    changes = await tickets.list_changes(run, after_xid=known.newest)
    lines = {**known.lines, **{one.ticket.id: ticket_line(one.ticket) for one in changes}}
    return RunState(lines, known.newest, changes)


def _keep(run: TrainRun, summary: Summary, state: RunState) -> None:
    if _known.get(run, _NOTHING).horizon > summary.horizon:
        return
    unsettled = {one.ticket.id for one in state.changes if one.xid >= summary.horizon}
    lines = {key: line for key, line in state.lines.items() if key not in unsettled}
    _known[run] = SettledLines(summary.horizon, summary.settled, lines)
