import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, Field
from service_kit.schemas import Schema, text

from app.allotments.rules import Sold
from app.fields import PricePenny
from app.items.schemas import Translation
from app.models import Allotment, RobotSale, SaleReason, SaleResult
from app.purchases.schemas import MAXIMUM_COUNT, MAXIMUM_LINES, AdditionalData

MAXIMUM_SALES = 200
_LARGEST_SEQUENCE = 2**53

_EARLIEST, _LATEST = dt.datetime(1970, 1, 2, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


def _storable(moment: dt.datetime) -> dt.datetime:
    """A robot whose clock was never set is taken; what no calendar holds is not."""
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError("is no moment at which anything can have been sold")
    return moment


Count = Annotated[int, Field(strict=True, ge=1, le=MAXIMUM_COUNT)]


class AllotmentCreate(Schema):
    robot_id: UUID
    count: Count


class AllotmentReturn(Schema):
    """`count` left out: all that the robot has of it, as far as is known."""

    robot_id: UUID
    count: Count | None = None


class AllotmentRead(Schema):
    """`balance`: how many the robot has with it, less what it has uploaded as sold."""

    item_id: UUID
    item_name: str
    store_id: UUID
    robot_id: UUID
    balance: int

    @classmethod
    def of(cls, allotment: Allotment) -> "AllotmentRead":
        return cls(
            item_id=allotment.store_item_id,
            item_name=allotment.item.name,
            store_id=allotment.store_id,
            robot_id=allotment.robot_id,
            balance=allotment.balance,
        )


class AllottedItem(Schema):
    """What a robot needs to sell an item without the uplink."""

    item_id: UUID
    store_id: UUID
    name: str
    description: str
    translations: dict[str, Translation]
    allergens: list[str]
    logo_url: str | None
    price_penny: int
    balance: int

    @classmethod
    def of(cls, allotment: Allotment) -> "AllottedItem":
        item = allotment.item
        return cls(
            item_id=item.id,
            store_id=item.store_id,
            name=item.name,
            description=item.description,
            translations=item.translations,
            allergens=item.allergens,
            logo_url=item.logo_url,
            price_penny=item.price_penny,
            balance=allotment.balance,
        )


class SoldItem(Schema):
    """`price_penny` is what the buyer was shown and has paid for one."""

    item_id: UUID
    count: Count
    price_penny: PricePenny


class OfflineSale(Schema):
    """`request_id` is the same each time it is uploaded; `sequence` counts the robot's sales."""

    request_id: UUID
    sequence: Annotated[int, Field(strict=True, ge=0, le=_LARGEST_SEQUENCE)]
    made_at: Annotated[AwareDatetime, AfterValidator(_storable)]
    store_id: UUID
    items: Annotated[list[SoldItem], Field(min_length=1, max_length=MAXIMUM_LINES)]
    user_id: UUID | None = None
    additional_data: AdditionalData | None = None

    def sold(self) -> list[Sold]:
        return [Sold(one.item_id, one.count, one.price_penny) for one in self.items]


class SalesUpload(Schema):
    sales: Annotated[list[OfflineSale], Field(max_length=MAXIMUM_SALES)]


class UploadResult(StrEnum):
    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"
    REFUSED = "REFUSED"


class SaleOutcome(Schema):
    """A `DUPLICATE` has the reason and the purchase of the first time.

    A `REFUSED` sale is kept for the staff, who settle it: the robot need not send it again.
    """

    request_id: UUID
    result: UploadResult
    reason: SaleReason | None
    purchase_id: UUID | None


class SalesOutcome(Schema):
    """One result for each sale, in the order in which they were sent."""

    results: list[SaleOutcome]


class RobotSaleRead(Schema):
    """`sale` is what the robot uploaded."""

    id: UUID
    robot_id: UUID
    request_id: UUID
    sequence: int
    made_at: dt.datetime
    uploaded_at: dt.datetime
    store_id: UUID
    sale: dict[str, Any]
    result: SaleResult
    reason: SaleReason | None
    purchase_id: UUID | None
    settled_at: dt.datetime | None
    note: str | None

    @classmethod
    def of(cls, sale: RobotSale) -> "RobotSaleRead":
        return cls(
            id=sale.id,
            robot_id=sale.robot_id,
            request_id=sale.request_id,
            sequence=sale.sequence,
            made_at=sale.made_at,
            uploaded_at=sale.created_at,
            store_id=sale.store_id,
            sale=sale.sale,
            result=sale.result,
            reason=sale.reason,
            purchase_id=sale.purchase_id,
            settled_at=sale.settled_at,
            note=sale.note,
        )


class SettleSale(Schema):
    """`note`: what was done about it."""

    note: Annotated[str, text(255)]


class RobotSaleFilters:
    """All given filters must hold."""

    def __init__(
        self,
        result: Annotated[SaleResult | None, Query()] = None,
        is_settled: Annotated[
            bool | None, Query(description="false: refused ones that wait for the staff.")
        ] = None,
    ) -> None:
        self.result = result
        self.is_settled = is_settled
