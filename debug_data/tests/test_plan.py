"""The plan is pure: the same for the same run, and fit for the platform."""

import datetime as dt

import pytest

from app.catalogue import Catalogue, read_catalogue
from app.plan import plan_passengers, plan_runs

DAY = dt.date(2026, 3, 8)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def test_two_runs_a_day_for_a_week_around_the_day(catalogue: Catalogue) -> None:
    runs = plan_runs(catalogue, DAY)
    assert len(runs) == 14
    assert {run.train_date for run in runs} == {DAY + dt.timedelta(days) for days in range(-3, 4)}


def test_a_run_has_the_same_passengers_on_whatever_day_it_is_planned(catalogue: Catalogue) -> None:
    today = {(r.train_number, r.train_date): r for r in plan_runs(catalogue, DAY)}
    tomorrow = {
        (r.train_number, r.train_date): r for r in plan_runs(catalogue, DAY + dt.timedelta(1))
    }
    shared = today.keys() & tomorrow.keys()
    assert len(shared) == 12
    for run in shared:
        assert plan_passengers(catalogue, today[run]) == plan_passengers(catalogue, tomorrow[run])


def test_runs_differ_in_their_passengers(catalogue: Catalogue) -> None:
    first, second = plan_runs(catalogue, DAY)[:2]
    names = [{one.name for one in plan_passengers(catalogue, run)} for run in (first, second)]
    assert names[0] != names[1]


def test_a_place_is_sold_once_and_exists(catalogue: Catalogue) -> None:
    for run in plan_runs(catalogue, DAY):
        wagons = next(t for t in catalogue.trains if t.number == run.train_number).wagons
        places = [one.place for one in plan_passengers(catalogue, run)]
        assert len(set(places)) == len(places)
        assert all(1 <= place <= wagons[wagon] for wagon, place in places)


def test_passengers_leave_after_they_board(catalogue: Catalogue) -> None:
    for run in plan_runs(catalogue, DAY):
        train = next(t for t in catalogue.trains if t.number == run.train_number)
        order = [stop.station for stop in train.stops]
        for one in plan_passengers(catalogue, run):
            assert order.index(one.station_id) < order.index(one.destination)
            assert one.departs_at.utcoffset() == dt.timedelta(hours=3)


def test_names_fit_the_platform(catalogue: Catalogue) -> None:
    longest = max(
        len(f"{first} {last}")
        for group in catalogue.names
        for first in group.first
        for last in group.last
    )
    assert longest <= 60
