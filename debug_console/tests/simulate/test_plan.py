"""The plan of a day is pure, and life-like."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.simulate.day.plan import CLOCK_OFF_SECONDS, DAY, Kind, plan_day

SIZES = (st.integers(1, 4), st.integers(1, 30), st.integers())


@given(*SIZES)
def test_the_same_seed_is_the_same_day(runs: int, passengers: int, seed: int) -> None:
    assert plan_day(runs, passengers, seed) == plan_day(runs, passengers, seed)


@given(*SIZES)
def test_moments_come_in_their_order_within_the_day(runs: int, passengers: int, seed: int) -> None:
    moments = plan_day(runs, passengers, seed).moments
    times = [one.at for one in moments if one.kind is not Kind.RETURN]
    assert times == sorted(times)
    assert all(0 <= one <= DAY + 3600 for one in times)


@given(*SIZES)
def test_passengers_board_before_the_train_departs(runs: int, passengers: int, seed: int) -> None:
    plan = plan_day(runs, passengers, seed)
    for moment in plan.moments:
        run = plan.runs[moment.run]
        assert moment.passenger < run.passengers
        if moment.kind is Kind.BOARD:
            assert moment.at <= run.departs_at + 180
        if moment.kind is Kind.INSPECT:
            assert moment.at >= min(run.departs_at, DAY - 1)


@given(*SIZES)
def test_every_lost_link_comes_back(runs: int, passengers: int, seed: int) -> None:
    moments = plan_day(runs, passengers, seed).moments
    lost = [(one.run, one.robot) for one in moments if one.kind is Kind.CUT]
    back = [(one.run, one.robot) for one in moments if one.kind is Kind.RETURN]
    assert sorted(lost) == sorted(back)


@given(*SIZES)
def test_clocks_are_off_by_ten_minutes_at_most(runs: int, passengers: int, seed: int) -> None:
    for run in plan_day(runs, passengers, seed).runs:
        assert all(abs(off) <= CLOCK_OFF_SECONDS for off in run.clocks_off)


def test_another_seed_is_another_day() -> None:
    assert plan_day(2, 20, 1) != plan_day(2, 20, 2)


def test_a_large_day_has_everything() -> None:
    kinds = {one.kind for one in plan_day(20, 50, 1).moments}
    assert kinds == set(Kind)


@given(*SIZES)
def test_nobody_eats_before_the_train_departs(runs: int, passengers: int, seed: int) -> None:
    plan = plan_day(runs, passengers, seed)
    for moment in plan.moments:
        if moment.kind is Kind.BUY:
            assert moment.at > plan.runs[moment.run].departs_at


def test_no_crowd_does_something_at_the_very_same_moment() -> None:
    together = Counter(moment.at for moment in plan_day(40, 50, 1).moments)
    assert max(together.values()) == 1
