from itertools import product
from typing import Any

import pytest

from app.models import TaskState
from app.tasks.errors import TaskStateConflict
from app.tasks.rules import RESULT, Seat, TaskAction, first_state, seat_in, state_after


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


@pytest.mark.parametrize(
    ("data", "seat"),
    [
        (None, Seat(None, None)),
        ({}, Seat(None, None)),
        ({"wagon": 4, "place": 17}, Seat(4, 17)),
        ({"wagon_number": 4, "place_number": 17, "wagon": 9}, Seat(4, 17)),
        ({"wagon": "the last one", "place": 17}, Seat(None, 17)),
        ({"wagon": True, "place": 1.0}, Seat(None, None)),
        ({"wagon": 0, "place": 32_768}, Seat(None, None)),
    ],
)
def test_a_seat_is_what_is_a_number(data: dict[str, Any] | None, seat: Seat) -> None:
    assert seat_in(data) == seat
