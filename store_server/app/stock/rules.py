"""Stock arithmetic, as functions of plain values."""

from uuid import UUID

from app.errors import OutOfStock


def balance_after(item_id: UUID, balance: int, delta: int) -> int:
    """What is left after a movement; raises `OutOfStock` rather than go below zero."""
    left = balance + delta
    if left < 0:
        raise OutOfStock(items=[{"item_id": str(item_id), "left": balance}])
    return left
