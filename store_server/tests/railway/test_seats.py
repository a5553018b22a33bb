"""Which seat is meant."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from base_api import UserTrip

from app.railway.errors import SeatNotFound, SeveralSeats, StoreNotOnTrain
from app.railway.seats import SeatWish, choose_seat

STORE = uuid4()


def trip(place_number: int, *store_ids: UUID) -> UserTrip:
    return UserTrip(
        ticket_id=uuid4(),
        train_number="002A",
        train_date=dt.date(2026, 3, 8),
        wagon_number=4,
        place_number=place_number,
        store_ids=list(store_ids),
    )


def test_only_seat_on_a_run_of_the_store_needs_no_wish() -> None:
    mine = trip(17, STORE)
    assert choose_seat([trip(3), mine], STORE, SeatWish()) is mine


def test_store_on_none_of_the_runs_is_refused() -> None:
    with pytest.raises(StoreNotOnTrain):
        choose_seat([trip(3)], STORE, SeatWish())


def test_one_of_several_seats_is_asked_for_and_taken() -> None:
    first, second = trip(17, STORE), trip(18, STORE)
    with pytest.raises(SeveralSeats) as refusal:
        choose_seat([first, second], STORE, SeatWish())
    assert [seat["place_number"] for seat in refusal.value.extra["seats"]] == [17, 18]
    assert choose_seat([first, second], STORE, SeatWish(second.ticket_id)) is second
    assert choose_seat([first, second], STORE, SeatWish(None, 4, 17)) is first


def test_seat_of_somebody_else_is_refused() -> None:
    with pytest.raises(SeatNotFound):
        choose_seat([trip(17, STORE)], STORE, SeatWish(None, 4, 18))
    with pytest.raises(SeatNotFound):
        choose_seat([trip(17, STORE)], STORE, SeatWish(uuid4()))
