"""What a line of a purchase and one of a refund tell alike."""

from typing import Any, Self
from uuid import UUID

from service_kit.schemas import Schema

from app.models import PurchaseItem, RefundItem


class PurchaseItemRead(Schema):
    """`name` and `price_penny` are those of the sale."""

    item_id: UUID
    name: str
    count: int
    price_penny: int

    @classmethod
    def of(cls, line: PurchaseItem | RefundItem, **more: Any) -> Self:
        return cls(
            item_id=line.store_item_id,
            name=line.name,
            count=line.count,
            price_penny=line.price_penny,
            **more,
        )
