"""How a task may go on, as data and functions of plain values."""

from collections.abc import Mapping
from enum import StrEnum

from app.models import TaskState
from app.tasks.errors import AgeNotConfirmed, TaskStateConflict


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
