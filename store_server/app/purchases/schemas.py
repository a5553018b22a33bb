import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import orjson
from pydantic import AfterValidator, Field
from service_kit.schemas import Schema

from app.fields import PricePenny
from app.lines import PurchaseItemRead
from app.models import Purchase, TaskState
from app.purchases.rules import Wanted
from app.refunds.schemas import RefundRead

MAXIMUM_COUNT = 1_000
MAXIMUM_LINES = 100
MAXIMUM_ADDITIONAL_BYTES = 4_000


def _storable(data: dict[str, Any]) -> dict[str, Any]:
    try:
        written = orjson.dumps(data)
    except TypeError as error:
        raise ValueError("holds something that JSON in a database cannot hold") from error
    if len(written) > MAXIMUM_ADDITIONAL_BYTES:
        raise ValueError(f"is longer than {MAXIMUM_ADDITIONAL_BYTES} bytes")
    if rb"\u0000" in written:
        raise ValueError("holds the character NUL")
    return data


AdditionalData = Annotated[
    dict[str, Any],
    AfterValidator(_storable),
    Field(
        description=f"What the staff should see, up to {MAXIMUM_ADDITIONAL_BYTES} bytes.",
        examples=[{"wagon": 4, "place": 17}],
    ),
]


class WantedItem(Schema):
    """`price_penny` is the price that the buyer was shown; left out, the price of now is taken."""

    item_id: UUID
    count: Annotated[int, Field(strict=True, ge=1, le=MAXIMUM_COUNT)]
    price_penny: PricePenny | None = None

    def wanted(self) -> Wanted:
        shown = frozenset() if self.price_penny is None else frozenset({self.price_penny})
        return Wanted(self.item_id, self.count, shown)


class PurchaseCreate(Schema):
    """The same item twice is the sum of both."""

    user_id: UUID | None = None
    items: Annotated[list[WantedItem], Field(max_length=MAXIMUM_LINES)]
    is_default_ready: bool = False
    additional_data: AdditionalData | None = None

    def wanted(self) -> list[Wanted]:
        return [one.wanted() for one in self.items]


class RobotPurchaseCreate(PurchaseCreate):
    """`reservation_id`: a reservation of the caller at this store, which the purchase uses up."""

    store_id: UUID
    reservation_id: UUID | None = None


class PurchaseRead(Schema):
    id: UUID
    store_id: UUID
    user_id: UUID | None
    items: list[PurchaseItemRead]
    date: dt.datetime
    total_penny: int

    @classmethod
    def of(cls, purchase: Purchase) -> "PurchaseRead":
        return cls(
            id=purchase.id,
            store_id=purchase.store_id,
            user_id=purchase.user_id,
            items=[PurchaseItemRead.of(item) for item in purchase.items],
            date=purchase.created_at,
            total_penny=purchase.total_penny,
        )


class PurchaseShown(PurchaseRead):
    """A purchase and what was given back for it; `total_penny` stays what was paid."""

    refunds: list[RefundRead]
    refunded_penny: int

    @classmethod
    def of(cls, purchase: Purchase) -> "PurchaseShown":
        sold = PurchaseRead.of(purchase)
        refunds = [RefundRead.of(refund) for refund in purchase.refunds]
        return cls(
            **dict(sold),
            refunds=refunds,
            refunded_penny=sum(refund.total_penny for refund in refunds),
        )


class OwnPurchase(PurchaseShown):
    """A passenger's purchase, and how far it is.

    `promised_at`: when it is ready at the latest. `wagon_number` and `place_number`: where it is
    brought to. `age_limit`: have a proof of age at hand.
    """

    store_name: str
    state: TaskState | None
    promised_at: dt.datetime | None
    wagon_number: int | None
    place_number: int | None
    age_limit: int | None

    @classmethod
    def of(cls, purchase: Purchase) -> "OwnPurchase":
        task = purchase.task
        return cls(
            **dict(PurchaseShown.of(purchase)),
            store_name=purchase.store.name,
            state=task.state if task else None,
            promised_at=task.promised_at if task else None,
            wagon_number=task.wagon_number if task else None,
            place_number=task.place_number if task else None,
            age_limit=task.age_limit if task else None,
        )
