"""How an incident goes on, as functions of plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.models import IncidentState

_ALLOWED_FROM: Mapping[IncidentState, IncidentState] = {
    IncidentState.ACKNOWLEDGED: IncidentState.NEW,
    IncidentState.RESOLVED: IncidentState.ACKNOWLEDGED,
    IncidentState.FALSE_ALARM: IncidentState.ACKNOWLEDGED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody brings an incident into a state, with a reason where one is asked for."""

    state: IncidentState
    engineer_id: UUID
    reason: str | None = None


def is_repeated(step: Step, last: Step | None) -> bool:
    """The same person says the same again: harmless, whether it was a tap or a lost answer."""
    return step == last


def is_allowed(step: Step, state: IncidentState) -> bool:
    """new → acknowledged → resolved or false alarm, and no way back."""
    return _ALLOWED_FROM.get(step.state) is state
