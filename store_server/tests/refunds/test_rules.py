"""However a purchase is refunded in parts, the parts never come to more than the whole."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refunds.errors import RefundExceedsPurchase
from app.refunds.rules import Returned, Sold, everything, settle, total_penny

ITEMS = [UUID(int=number) for number in range(4)]
PARTS = st.lists(
    st.builds(Returned, st.sampled_from(ITEMS), st.integers(1, 5), st.booleans()),
    min_size=1,
    max_size=8,
)
SHELF = st.fixed_dictionaries(
    {item_id: st.tuples(st.integers(1, 9), st.integers(0, 10**8)) for item_id in ITEMS}
)


@given(SHELF, st.lists(PARTS, max_size=8))
def test_parts_and_the_rest_are_the_whole(
    bought: dict[UUID, tuple[int, int]], requests: list[list[Returned]]
) -> None:
    sold = {
        item_id: Sold(item_id, "Tea", price, left=count)
        for item_id, (count, price) in bought.items()
    }
    refunded = 0
    for request in requests:
        wanted = {
            item_id: sum(one.count for one in request if one.item_id == item_id)
            for item_id in ITEMS
        }
        if any(wanted[item_id] > sold[item_id].left for item_id in ITEMS):
            with pytest.raises(RefundExceedsPurchase):
                settle(request, sold)
            continue
        refunded += total_penny(settle(request, sold))
        sold = {
            item_id: Sold(item_id, "Tea", line.price_penny, left=line.left - wanted[item_id])
            for item_id, line in sold.items()
        }
    rest = everything(sold.values(), is_restocked=False)
    refunded += total_penny(settle(rest, sold)) if rest else 0
    assert refunded == sum(count * price for count, price in bought.values())
