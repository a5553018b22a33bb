from itertools import product

import pytest

from app.models import TaskState
from app.tasks.errors import TaskStateConflict
from app.tasks.rules import RESULT, TaskAction, first_state, state_after


def test_what_needs_no_preparation_is_ready_at_once() -> None:
    assert first_state(is_default_ready=True) is TaskState.READY
    assert first_state(is_default_ready=False) is TaskState.NEW


@pytest.mark.parametrize("action", TaskAction)
def test_an_action_done_twice_is_done_once(action: TaskAction) -> None:
    assert state_after(RESULT[action], action) is RESULT[action]


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (TaskState.READY, TaskAction.TAKE),
        (TaskState.NEW, TaskAction.HAND_OVER),
        (TaskState.TAKEN, TaskAction.HAND_OVER),
        *product([TaskState.HANDED_OVER], [TaskAction.TAKE, TaskAction.READY, TaskAction.CANCEL]),
        *product([TaskState.CANCELLED], [TaskAction.TAKE, TaskAction.READY, TaskAction.HAND_OVER]),
    ],
)
def test_what_a_state_does_not_allow(state: TaskState, action: TaskAction) -> None:
    with pytest.raises(TaskStateConflict) as refusal:
        state_after(state, action)
    assert refusal.value.extra == {"state": state}


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (TaskState.NEW, TaskAction.TAKE),
        (TaskState.NEW, TaskAction.READY),
        (TaskState.TAKEN, TaskAction.READY),
        (TaskState.READY, TaskAction.HAND_OVER),
        *product([TaskState.NEW, TaskState.TAKEN, TaskState.READY], [TaskAction.CANCEL]),
    ],
)
def test_what_a_state_allows(state: TaskState, action: TaskAction) -> None:
    assert state_after(state, action) is RESULT[action]
