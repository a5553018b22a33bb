"""Sales and refunds go on while processes are killed; afterwards the books are right."""

import pytest
from bench.kills.survival import trade_through_kills
from bench.kills.victims import Victims
from local_stack.stack.home import default_home
from platform_client import Credentials, Engineer
from platform_client.models.stores import NewItem

from tests.stack.conftest import open_shop

pytestmark = pytest.mark.alone

KILLS = ("store-1", "postgres", "store-2", "postgres")


async def test_no_sale_and_no_penny_is_lost(admin: Engineer, depot: Credentials) -> None:
    """`make bench ARGS="--only kills --full-kills"` does the same with far more of them."""
    shop = await open_shop(admin, depot)
    # Some of them are sold out on the way.
    items = [
        await shop.terminal.create_item(NewItem(name="Tea", price_penny=price, balance=balance))
        for price, balance in ((149, 40), (250, 1_000), (990, 1_000), (4_500, 1_000))
    ]
    survival = await trade_through_kills(
        shop.terminal,
        [item.id for item in items],
        Victims(default_home()),
        kills=KILLS,
        operations=400,
    )
    assert survival.faults == {}
    assert survival.answered >= 400
