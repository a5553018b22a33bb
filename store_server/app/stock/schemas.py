from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from service_kit.schemas import Schema

from app.fields import MAXIMUM_STOCK_CHANGE
from app.models import MovementReason, StockMovement


def _not_zero(delta: int) -> int:
    if delta == 0:
        raise ValueError("a movement moves something: delta cannot be 0")
    return delta


Delta = Annotated[
    int,
    Field(
        strict=True,
        ge=-MAXIMUM_STOCK_CHANGE,
        le=MAXIMUM_STOCK_CHANGE,
        description="Positive: more are there than before. Not zero.",
    ),
    AfterValidator(_not_zero),
]


class MovementCreate(Schema):
    """A sale is no movement of this kind: purchases write their own."""

    delta: Delta
    reason: Literal[
        MovementReason.DELIVERY,
        MovementReason.WASTE,
        MovementReason.COUNT,
        MovementReason.TRANSFER,
    ]


class MovementRead(Schema):
    """`balance` is what was left after the movement."""

    id: UUID
    item_id: UUID
    delta: int
    reason: MovementReason
    balance: int
    date: datetime

    @classmethod
    def of(cls, movement: StockMovement) -> "MovementRead":
        return cls(
            id=movement.id,
            item_id=movement.store_item_id,
            delta=movement.delta,
            reason=movement.reason,
            balance=movement.balance,
            date=movement.created_at,
        )
