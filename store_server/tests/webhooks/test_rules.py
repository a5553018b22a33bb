import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.webhooks.rules import HOUR, PAUSES, is_delivered, pause_after


def test_attempts_go_on_for_about_a_day() -> None:
    assert 23 * HOUR < sum(PAUSES) < 24 * HOUR
    assert list(PAUSES) == sorted(PAUSES)


@given(st.integers(1, len(PAUSES)), st.floats(0, 1))
def test_a_pause_is_as_documented_give_or_take_a_tenth(attempts: int, chance: float) -> None:
    pause = pause_after(attempts, lambda: chance)
    assert pause is not None
    assert PAUSES[attempts - 1] * 0.899 <= pause <= PAUSES[attempts - 1] * 1.101


def test_after_the_last_attempt_there_is_none() -> None:
    assert pause_after(len(PAUSES) + 1, lambda: 0.5) is None


@pytest.mark.parametrize(
    ("status", "is_success"),
    [(None, False), (200, True), (204, True), (299, True), (300, False), (410, False)],
)
def test_only_2xx_is_a_delivery(status: int | None, is_success: bool) -> None:
    assert is_delivered(status) is is_success
