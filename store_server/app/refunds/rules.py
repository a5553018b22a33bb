"""What a refund comes to, as functions of plain values: no database, no clock, no network."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.refunds.errors import ItemNotInPurchase, NothingToRefund, RefundExceedsPurchase


@dataclass(frozen=True, slots=True)
class Sold:
    """A line of a purchase, and how many of it are not refunded yet."""

    item_id: UUID
    name: str
    price_penny: int
    left: int


@dataclass(frozen=True, slots=True)
class Returned:
    """So many of an item that come back; `is_restocked`: they can be sold again."""

    item_id: UUID
    count: int
    is_restocked: bool


@dataclass(frozen=True, slots=True)
class RefundLine:
    """So many of an item, at the price of the sale."""

    item_id: UUID
    name: str
    count: int
    price_penny: int
    is_restocked: bool


def everything(sold: Iterable[Sold], *, is_restocked: bool) -> list[Returned]:
    """All that is left to refund."""
    return [Returned(line.item_id, line.left, is_restocked) for line in sold if line.left]


def settle(returned: Sequence[Returned], sold: Mapping[UUID, Sold]) -> list[RefundLine]:
    """The lines of a refund, in the order of their items' ids: all that is asked for, or nothing.

    The same item twice is the sum of both; restocked ones and others stay apart.
    Raises `ItemNotInPurchase`, `RefundExceedsPurchase` or `NothingToRefund`.
    """
    if not returned:
        raise NothingToRefund
    missing = sorted({one.item_id for one in returned if one.item_id not in sold})
    if missing:
        raise ItemNotInPurchase(items=[{"item_id": str(item_id)} for item_id in missing])
    _require_enough(returned, sold)
    counts: Counter[tuple[UUID, bool]] = Counter()
    for one in returned:
        counts[one.item_id, one.is_restocked] += one.count
    return [
        RefundLine(item_id, sold[item_id].name, count, sold[item_id].price_penny, is_restocked)
        for (item_id, is_restocked), count in sorted(counts.items())
    ]


def _require_enough(returned: Sequence[Returned], sold: Mapping[UUID, Sold]) -> None:
    counts: Counter[UUID] = Counter()
    for one in returned:
        counts[one.item_id] += one.count
    short = sorted(item_id for item_id, count in counts.items() if count > sold[item_id].left)
    if short:
        raise RefundExceedsPurchase(
            items=[{"item_id": str(item_id), "left": sold[item_id].left} for item_id in short]
        )


def total_penny(lines: Iterable[RefundLine]) -> int:
    return sum(line.count * line.price_penny for line in lines)
