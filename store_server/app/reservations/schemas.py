import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema

from app.models import Reservation, ReservationState
from app.purchases.rules import Wanted
from app.purchases.schemas import MAXIMUM_COUNT, MAXIMUM_LINES


class ReservedItem(Schema):
    item_id: UUID
    count: Annotated[int, Field(strict=True, ge=1, le=MAXIMUM_COUNT)]


class ReservationCreate(Schema):
    """The same item twice is the sum of both."""

    store_id: UUID
    items: Annotated[list[ReservedItem], Field(max_length=MAXIMUM_LINES)]

    def wanted(self) -> list[Wanted]:
        return [Wanted(one.item_id, one.count) for one in self.items]


class ReservationRead(Schema):
    """It keeps its pieces while it is `LIVE`; `purchase_id` is the purchase that used it up."""

    id: UUID
    store_id: UUID
    items: list[ReservedItem]
    state: ReservationState
    expires_at: dt.datetime
    purchase_id: UUID | None

    @classmethod
    def of(cls, reservation: Reservation, now: dt.datetime) -> "ReservationRead":
        return cls(
            id=reservation.id,
            store_id=reservation.store_id,
            items=[
                ReservedItem(item_id=UUID(item_id), count=count)
                for item_id, count in reservation.items.items()
            ],
            state=reservation.state_at(now),
            expires_at=reservation.expires_at,
            purchase_id=reservation.purchase_id,
        )
