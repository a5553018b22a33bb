"""Which of a passenger's seats is meant, as functions of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from base_api import UserTrip

from app.railway.errors import SeatNotFound, SeveralSeats, StoreNotOnTrain


@dataclass(frozen=True, slots=True)
class SeatWish:
    """A ticket or a seat; neither when the passenger has only one anyway."""

    ticket_id: UUID | None = None
    wagon_number: int | None = None
    place_number: int | None = None

    def fits(self, trip: UserTrip) -> bool:
        pairs = [
            (self.ticket_id, trip.ticket_id),
            (self.wagon_number, trip.wagon_number),
            (self.place_number, trip.place_number),
        ]
        return all(wanted is None or wanted == there for wanted, there in pairs)


def choose_seat(trips: Iterable[UserTrip], store_id: UUID, wish: SeatWish) -> UserTrip:
    """The one seat that is meant; raises `StoreNotOnTrain`, `SeatNotFound` or `SeveralSeats`."""
    served = [trip for trip in trips if store_id in trip.store_ids]
    if not served:
        raise StoreNotOnTrain
    fitting = [trip for trip in served if wish.fits(trip)]
    if not fitting:
        raise SeatNotFound(seats=[_seat(trip) for trip in served])
    if len(fitting) > 1:
        raise SeveralSeats(seats=[_seat(trip) for trip in fitting])
    return fitting[0]


def _seat(trip: UserTrip) -> dict[str, Any]:
    return trip.model_dump(mode="json", exclude={"store_ids"})
