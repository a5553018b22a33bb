from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import OutOfStock
from app.stock.rules import balance_after

BALANCES = st.integers(min_value=0, max_value=10**9)


@given(balance=BALANCES, delta=st.integers(min_value=-(10**6), max_value=10**6))
def test_a_balance_is_the_sum_or_nothing_happens(balance: int, delta: int) -> None:
    try:
        left = balance_after(uuid4(), balance, delta)
    except OutOfStock:
        assert balance + delta < 0
    else:
        assert left == balance + delta >= 0


@given(balance=BALANCES)
def test_the_last_one_can_be_taken_and_no_more(balance: int) -> None:
    assert balance_after(uuid4(), balance, -balance) == 0
    with pytest.raises(OutOfStock):
        balance_after(uuid4(), balance, -balance - 1)


def test_a_refusal_tells_how_many_are_left() -> None:
    item_id = uuid4()
    with pytest.raises(OutOfStock) as refusal:
        balance_after(item_id, 3, -4)
    assert refusal.value.extra == {"items": [{"item_id": str(item_id), "left": 3}]}
