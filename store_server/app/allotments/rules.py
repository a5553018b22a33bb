"""Which uploaded sales an allotment covers, as functions of plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.models import SaleReason


@dataclass(frozen=True, slots=True)
class Sold:
    """So many of an item, at the price that the buyer was shown and has paid."""

    item_id: UUID
    count: int
    price_penny: int


def merge_sold(sold: Iterable[Sold]) -> list[Sold] | None:
    """One entry per item, in the order of their ids; None when an item has two prices."""
    merged: dict[UUID, Sold] = {}
    for one in sold:
        other = merged.get(one.item_id)
        if other is not None and other.price_penny != one.price_penny:
            return None
        count = one.count + (other.count if other else 0)
        merged[one.item_id] = Sold(one.item_id, count, one.price_penny)
    return [merged[item_id] for item_id in sorted(merged)]


def why_not_covered(sold: Iterable[Sold], allotted: Mapping[UUID, int]) -> SaleReason | None:
    """None: the robot had all of it."""
    lines = list(sold)
    if any(one.item_id not in allotted for one in lines):
        return SaleReason.NOT_ALLOTTED
    if any(one.count > allotted[one.item_id] for one in lines):
        return SaleReason.ALLOTMENT_EXCEEDED
    return None
