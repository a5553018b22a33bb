"""A railway made of a few files."""

import datetime as dt

import pytest

from app.catalogue import Catalogue, read_catalogue
from app.loading.passengers import user_id_of
from app.plan import plan_passengers, plan_runs
from app.sizes import PASSENGERS, STORES, TRAINS, Size, grow

DAY = dt.date(2026, 3, 8)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def railway(catalogue: Catalogue) -> Catalogue:
    return grow(catalogue, Size.RAILWAY)


def test_small_is_what_stands_in_the_files(catalogue: Catalogue) -> None:
    assert grow(catalogue, Size.SMALL) == catalogue


def test_as_large_as_promised(railway: Catalogue) -> None:
    assert len(railway.trains) == len({one.number for one in railway.trains}) == TRAINS
    assert len(railway.stores) == len({one.name for one in railway.stores}) == STORES
    passengers = 7 * sum(train.passengers for train in railway.trains)
    assert abs(passengers - PASSENGERS) < 10


def test_the_files_are_part_of_it(catalogue: Catalogue, railway: Catalogue) -> None:
    assert railway.trains[: len(catalogue.trains)] == catalogue.trains
    assert railway.stores[: len(catalogue.stores)] == catalogue.stores


def test_the_same_every_time(catalogue: Catalogue, railway: Catalogue) -> None:
    assert grow(catalogue, Size.RAILWAY) == railway


def test_it_fits_together(railway: Catalogue) -> None:
    stations = {station.id for station in railway.stations}
    trains = {train.number for train in railway.trains}
    assert {stop.station for train in railway.trains for stop in train.stops} <= stations
    assert {number for store in railway.stores for number in store.trains} == trains
    for train in railway.trains:
        assert train.passengers <= sum(train.wagons.values())
        after = [stop.after_minutes for stop in train.stops]
        assert after == sorted(set(after))


def test_passengers_have_ids_of_their_own(railway: Catalogue) -> None:
    some = [
        passenger
        for run in plan_runs(railway, DAY)[::50]
        for passenger in plan_passengers(railway, run)
    ]
    ids = [user_id_of(one) for one in some]
    assert len(set(ids)) == len(ids)
    assert ids == [user_id_of(one) for one in some]
    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}
