import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema, text

from app.lines import PurchaseItemRead
from app.models import Refund

# A purchase's count may be the sum of several lines of an order.
MAXIMUM_COUNT = 100_000
MAXIMUM_LINES = 200

Reason = Annotated[str, text(255)]


class RefundItemCreate(Schema):
    """`restock` left out: as the whole refund says."""

    item_id: UUID
    count: Annotated[int, Field(strict=True, ge=1, le=MAXIMUM_COUNT)]
    restock: bool | None = None


class RefundCreate(Schema):
    """Without `items`, all that is left to refund. `restock`: it can be sold again."""

    items: Annotated[
        list[RefundItemCreate] | None, Field(min_length=1, max_length=MAXIMUM_LINES)
    ] = None
    reason: Reason
    restock: bool = False


class RefundItemRead(PurchaseItemRead):
    """`name` and `price_penny` are those of the sale."""

    is_restocked: bool


class RefundRead(Schema):
    id: UUID
    purchase_id: UUID
    store_id: UUID
    items: list[RefundItemRead]
    reason: str
    date: dt.datetime
    total_penny: int

    @classmethod
    def of(cls, refund: Refund) -> "RefundRead":
        return cls(
            id=refund.id,
            purchase_id=refund.purchase_id,
            store_id=refund.store_id,
            items=[
                RefundItemRead.of(item, is_restocked=item.is_restocked) for item in refund.items
            ],
            reason=refund.reason,
            date=refund.created_at,
            total_penny=refund.total_penny,
        )
