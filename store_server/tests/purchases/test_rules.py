"""The rules of a sale, by properties."""

from collections import Counter
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_kit.errors import ServiceError

from app.errors import ItemArchived, ItemNotFound, OutOfStock
from app.purchases.errors import EmptyPurchase, PriceChanged
from app.purchases.rules import Line, OnShelf, Wanted, merge, settle, total_penny

# Few ids, so that baskets name the same item again and shelves lack some.
IDS = st.sampled_from([UUID(int=number) for number in range(6)])
PRICES = st.integers(min_value=0, max_value=500)
WANTED = st.builds(
    Wanted, IDS, st.integers(1, 20), st.frozensets(st.integers(100, 102), max_size=1)
)
BASKETS = st.lists(WANTED, min_size=1, max_size=8)


@st.composite
def shelves(draw: st.DrawFn) -> dict[UUID, OnShelf]:
    items = st.builds(
        OnShelf, IDS, st.just("Tea"), st.integers(100, 102), st.integers(0, 40), st.booleans()
    )
    return {item.item_id: item for item in draw(st.lists(items, max_size=8))}


def shelf_of(*, price_penny: int = 100, available: int = 5, is_archived: bool = False) -> OnShelf:
    return OnShelf(uuid4(), "Tea", price_penny, available, is_archived)


class TestMerge:
    def test_nothing_is_refused(self) -> None:
        with pytest.raises(EmptyPurchase):
            merge([])

    @given(basket=BASKETS)
    def test_each_item_appears_once_in_the_order_of_ids(self, basket: list[Wanted]) -> None:
        ids = [one.item_id for one in merge(basket)]
        assert ids == sorted({one.item_id for one in basket})

    @given(basket=BASKETS)
    def test_counts_are_summed(self, basket: list[Wanted]) -> None:
        asked: Counter[UUID] = Counter()
        for one in basket:
            asked[one.item_id] += one.count
        assert {one.item_id: one.count for one in merge(basket)} == asked

    @given(basket=BASKETS, seed=st.randoms(use_true_random=False))
    def test_the_order_of_lines_means_nothing(self, basket: list[Wanted], seed: object) -> None:
        shuffled = sorted(basket, key=lambda _: seed.random())  # type: ignore[attr-defined]
        assert merge(shuffled) == merge(basket)


class TestSettle:
    @given(basket=BASKETS, shelf=shelves())
    def test_all_is_sold_or_nothing(self, basket: list[Wanted], shelf: dict[UUID, OnShelf]) -> None:
        wanted = merge(basket)
        try:
            lines = settle(wanted, shelf)
        except ServiceError:
            return
        assert [(line.item_id, line.count) for line in lines] == [
            (one.item_id, one.count) for one in wanted
        ]
        for one, line in zip(wanted, lines, strict=True):
            item = shelf[line.item_id]
            assert line.count <= item.available
            assert not item.is_archived
            assert line.price_penny == item.price_penny
            assert one.shown_prices <= {item.price_penny}

    @given(basket=BASKETS, shelf=shelves())
    def test_a_refusal_has_a_reason(self, basket: list[Wanted], shelf: dict[UUID, OnShelf]) -> None:
        wanted = merge(basket)
        try:
            settle(wanted, shelf)
        except ItemNotFound:
            assert any(one.item_id not in shelf for one in wanted)
        except ItemArchived:
            assert any(shelf[one.item_id].is_archived for one in wanted)
        except PriceChanged:
            assert any(one.shown_prices - {shelf[one.item_id].price_penny} for one in wanted)
        except OutOfStock:
            assert any(one.count > shelf[one.item_id].available for one in wanted)

    def test_missing_items_are_named(self) -> None:
        there, gone = shelf_of(), uuid4()
        with pytest.raises(ItemNotFound) as refusal:
            settle([Wanted(there.item_id, 1), Wanted(gone, 1)], {there.item_id: there})
        assert refusal.value.extra == {"items": [{"item_id": str(gone)}]}

    def test_items_of_which_too_few_are_left_are_named(self) -> None:
        item = shelf_of(available=5)
        with pytest.raises(OutOfStock) as refusal:
            settle([Wanted(item.item_id, 6)], {item.item_id: item})
        assert refusal.value.extra == {"items": [{"item_id": str(item.item_id), "left": 5}]}

    def test_two_shown_prices_cannot_both_be_right(self) -> None:
        item = shelf_of(price_penny=100)
        wanted = Wanted(item.item_id, 2, frozenset({100, 99}))
        with pytest.raises(PriceChanged):
            settle([wanted], {item.item_id: item})

    def test_the_last_one_is_sold(self) -> None:
        item = shelf_of(available=5)
        assert settle([Wanted(item.item_id, 5)], {item.item_id: item})[0].count == 5


@given(st.lists(st.tuples(st.integers(1, 100_000), PRICES), max_size=100))
def test_a_total_is_exact(pairs: list[tuple[int, int]]) -> None:
    lines = [Line(uuid4(), "Tea", count, price) for count, price in pairs]
    assert total_penny(lines) == sum(count * price for count, price in pairs)
