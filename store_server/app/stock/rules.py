"""Stock arithmetic, as functions of plain values."""

from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

from app.errors import OutOfStock

# What is kept for baskets, as it stands in the item's own row: the reservation's id → how many,
# and until when (seconds since 1970).
Holds: TypeAlias = Mapping[str, Any]


def balance_after(item_id: UUID, balance: int, delta: int) -> int:
    """What is left after a movement; raises `OutOfStock` rather than go below zero."""
    left = balance + delta
    if left < 0:
        raise OutOfStock(items=[{"item_id": str(item_id), "left": balance}])
    return left


def live_holds(holds: Holds, now: float) -> dict[str, Any]:
    """Those that have not expired. Expiry follows from the time alone; nobody has to mark it."""
    return {key: hold for key, hold in holds.items() if hold[1] > now}


def available(balance: int, holds: Holds, now: float, *, besides: UUID | None = None) -> int:
    """How many are left that are kept for nobody, or only by the reservation `besides`.

    Never less than nothing, though staff may have thrown away what was kept.
    """
    if not holds:
        return balance
    kept: int = sum(hold[0] for key, hold in live_holds(holds, now).items() if key != str(besides))
    return max(balance - kept, 0)
