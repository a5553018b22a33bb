"""What a purchase comes to, as functions of plain values: no database, no clock, no network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.errors import ItemArchived, ItemNotFound, OutOfStock
from app.purchases.errors import EmptyPurchase, PriceChanged


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of an item, and every price of it that the buyer was shown."""

    item_id: UUID
    count: int
    shown_prices: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OnShelf:
    """An item as the store has it. `available`: what is left and kept for nobody else."""

    item_id: UUID
    name: str
    price_penny: int
    available: int
    is_archived: bool
    age_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """So many of an item, at the price of the sale."""

    item_id: UUID
    name: str
    count: int
    price_penny: int


def merge(wanted: Iterable[Wanted]) -> list[Wanted]:
    """One entry per item, in the order of their ids: the same item twice is the sum of both.

    Raises `EmptyPurchase`.
    """
    merged: dict[UUID, Wanted] = {}
    for one in wanted:
        other = merged.get(one.item_id)
        merged[one.item_id] = one if other is None else _sum(one, other)
    if not merged:
        raise EmptyPurchase
    return [merged[item_id] for item_id in sorted(merged)]


def _sum(one: Wanted, other: Wanted) -> Wanted:
    return Wanted(one.item_id, one.count + other.count, one.shown_prices | other.shown_prices)


def settle(wanted: Sequence[Wanted], shelf: Mapping[UUID, OnShelf]) -> list[Line]:
    """What is sold when this is wanted and that is on the shelf: all of it, or nothing.

    Raises `ItemNotFound`, `ItemArchived`, `PriceChanged` or `OutOfStock`, the first that applies,
    each naming every item that it applies to.
    """
    missing = [one.item_id for one in wanted if one.item_id not in shelf]
    if missing:
        raise ItemNotFound(items=[{"item_id": str(item_id)} for item_id in missing])
    pairs = [(one, shelf[one.item_id]) for one in wanted]
    archived = [item for _, item in pairs if item.is_archived]
    if archived:
        raise ItemArchived(items=[{"item_id": str(item.item_id)} for item in archived])
    changed = [item for one, item in pairs if one.shown_prices - {item.price_penny}]
    if changed:
        raise PriceChanged(
            items=[
                {"item_id": str(item.item_id), "price_penny": item.price_penny} for item in changed
            ]
        )
    short = [item for one, item in pairs if item.available < one.count]
    if short:
        raise OutOfStock(
            items=[{"item_id": str(item.item_id), "left": item.available} for item in short]
        )
    return [Line(item.item_id, item.name, one.count, item.price_penny) for one, item in pairs]


def age_limit_of(lines: Iterable[Line], shelf: Mapping[UUID, OnShelf]) -> int | None:
    """The highest age limit of what is sold."""
    limits = [shelf[line.item_id].age_limit for line in lines]
    return max((limit for limit in limits if limit is not None), default=None)


def total_penny(lines: Iterable[Line]) -> int:
    return sum(line.count * line.price_penny for line in lines)
