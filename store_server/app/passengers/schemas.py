import datetime as dt
from typing import Annotated
from uuid import UUID

from base_api import UserTrip
from pydantic import Field
from service_kit.schemas import Schema

from app.models import Store, StoreType
from app.purchases.schemas import MAXIMUM_LINES, AdditionalData, WantedItem
from app.railway.seats import SeatWish
from app.stores.schemas import StoreTranslation

_LARGEST_NUMBER = 9_999
SeatNumber = Annotated[int, Field(strict=True, ge=1, le=_LARGEST_NUMBER)]


class Seat(Schema):
    wagon_number: SeatNumber
    place_number: SeatNumber


class PassengerPurchaseCreate(Schema):
    """Brought to the seat of an own ticket: `ticket_id` or `seat` says which, if there are several.

    `reservation_id`: an own reservation at this store, which the purchase uses up.
    """

    store_id: UUID
    items: Annotated[list[WantedItem], Field(max_length=MAXIMUM_LINES)]
    ticket_id: UUID | None = None
    seat: Seat | None = None
    reservation_id: UUID | None = None
    additional_data: AdditionalData | None = None

    def wish(self) -> SeatWish:
        if self.seat is None:
            return SeatWish(self.ticket_id)
        return SeatWish(self.ticket_id, self.seat.wagon_number, self.seat.place_number)


class PassengerStore(Schema):
    """An open store, named in a wanted language, and one of the runs on which the passenger can
    buy there."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType
    train_number: str
    train_date: dt.date

    @classmethod
    def of(cls, store: Store, shown: StoreTranslation, trip: UserTrip) -> "PassengerStore":
        return cls(
            id=store.id,
            name=shown.name,
            description=shown.description,
            logo_url=store.logo_url,
            store_type=store.store_type,
            train_number=trip.train_number,
            train_date=trip.train_date,
        )
