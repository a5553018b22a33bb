"""How a task may go on, as data and functions of plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.models import TaskState
from app.tasks.errors import AgeNotConfirmed, TaskStateConflict

# Of what the seller adds for the staff; the first that is there and is a number.
_WAGON_NAMES = ("wagon_number", "wagon")
_PLACE_NAMES = ("place_number", "place")
MAXIMUM_NUMBER = 32_767


@dataclass(frozen=True, slots=True)
class Seat:
    """Where something is brought to, as far as it is known."""

    wagon_number: int | None
    place_number: int | None


class TaskAction(StrEnum):
    TAKE = "take"
    READY = "ready"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"


RESULT: Mapping[TaskAction, TaskState] = {
    TaskAction.TAKE: TaskState.TAKEN,
    TaskAction.READY: TaskState.READY,
    TaskAction.HAND_OVER: TaskState.HANDED_OVER,
    TaskAction.CANCEL: TaskState.CANCELLED,
}
_ALLOWED_FROM: Mapping[TaskAction, frozenset[TaskState]] = {
    TaskAction.TAKE: frozenset({TaskState.NEW}),
    TaskAction.READY: frozenset({TaskState.NEW, TaskState.TAKEN}),
    TaskAction.HAND_OVER: frozenset({TaskState.READY}),
    TaskAction.CANCEL: frozenset({TaskState.NEW, TaskState.TAKEN, TaskState.READY}),
}


def seat_in(additional_data: Mapping[str, Any] | None) -> Seat:
    """The seat that a seller named: free words are for the eyes of the staff, and no seat."""
    if additional_data is None:
        return Seat(None, None)
    return Seat(_number(additional_data, _WAGON_NAMES), _number(additional_data, _PLACE_NAMES))


def _number(data: Mapping[str, Any], names: Iterable[str]) -> int | None:
    for name in names:
        value = data.get(name)
        if type(value) is int and 1 <= value <= MAXIMUM_NUMBER:
            return value
    return None


def first_state(*, is_default_ready: bool) -> TaskState:
    return TaskState.READY if is_default_ready else TaskState.NEW


def state_after(state: TaskState, action: TaskAction) -> TaskState:
    """The state after an action; done twice is done once, so a repeated tap is no error.

    Raises `TaskStateConflict` when the task has gone on, or is not so far yet.
    """
    result = RESULT[action]
    if state is result:
        return state
    if state not in _ALLOWED_FROM[action]:
        raise TaskStateConflict(state=state)
    return result


def require_age(age_limit: int, *, is_confirmed: bool) -> None:
    """Raise `AgeNotConfirmed` while nobody has looked at the buyer."""
    if not is_confirmed:
        raise AgeNotConfirmed(age_limit=age_limit)
