"""Purchases that must be refused, and that leave the stock as it was."""

from uuid import uuid4

import httpx
import pytest
from platform_client import Robot
from platform_client.models.purchases import Order, Wanted
from platform_client.models.stores import MovementReason

from tests.stack.conftest import Shop
from tests.stack.refusals import problem, refusal


def order(*wanted: Wanted) -> Order:
    return Order(items=list(wanted))


def some(shop: Shop, count: int = 1, price_penny: int | None = None) -> Wanted:
    return Wanted(item_id=shop.item.id, count=count, price_penny=price_penny)


async def test_nothing(robot: Robot, shop: Shop) -> None:
    assert await refusal(robot.buy(shop.store.id, order())) == (409, "EMPTY_PURCHASE")
    assert await shop.balance() == 10


@pytest.mark.parametrize("count", [0, -1, 1_000_000])
async def test_impossible_count(robot: Robot, shop: Shop, count: int) -> None:
    buying = robot.buy(shop.store.id, order(some(shop, count)))
    assert await refusal(buying) == (422, "VALIDATION_ERROR")
    assert await shop.balance() == 10


@pytest.mark.parametrize("count", ["1", 1.0, True, None])
async def test_count_of_the_wrong_type(
    http: httpx.AsyncClient, robot: Robot, shop: Shop, count: object
) -> None:
    item = {"item_id": str(shop.item.id), "count": count}
    headers = {"Authorization": f"Bearer {await robot.session.get_token()}"}
    body = {"store_id": str(shop.store.id), "items": [item]}
    response = await http.post("/store_api/robot/purchase", json=body, headers=headers)
    assert problem(response) == (422, "VALIDATION_ERROR")
    assert await shop.balance() == 10


async def test_more_than_there_is(robot: Robot, shop: Shop) -> None:
    buying = robot.buy(shop.store.id, order(some(shop, 11)))
    assert await refusal(buying) == (409, "OUT_OF_STOCK")
    assert await shop.balance() == 10


async def test_item_of_another_store(robot: Robot, shop: Shop, foreign_shop: Shop) -> None:
    mixed = order(some(shop), some(foreign_shop))
    assert await refusal(robot.buy(shop.store.id, mixed)) == (404, "ITEM_NOT_FOUND")
    assert await shop.balance() == 10
    assert await foreign_shop.balance() == 10


async def test_store_of_another_train(robot: Robot, foreign_shop: Shop) -> None:
    buying = robot.buy(foreign_shop.store.id, order(some(foreign_shop)))
    assert await refusal(buying) == (409, "STORE_NOT_ON_TRAIN")
    assert await foreign_shop.balance() == 10


async def test_unknown_ids(robot: Robot, shop: Shop) -> None:
    nothing = Wanted(item_id=uuid4(), count=1)
    assert await refusal(robot.buy(shop.store.id, order(nothing))) == (404, "ITEM_NOT_FOUND")
    assert (await refusal(robot.buy(uuid4(), order(some(shop)))))[0] in {404, 409}
    stranger = Order(items=[some(shop)], user_id=uuid4())
    assert await refusal(robot.buy(shop.store.id, stranger)) == (404, "USER_NOT_FOUND")
    assert await refusal(robot.get_purchase(uuid4())) == (404, "PURCHASE_NOT_FOUND")
    assert await refusal(shop.terminal.mark_ready(uuid4())) == (404, "TASK_NOT_FOUND")
    assert await shop.balance() == 10


async def test_changed_price(robot: Robot, shop: Shop) -> None:
    buying = robot.buy(shop.store.id, order(some(shop, 1, price_penny=1)))
    assert await refusal(buying) == (409, "PRICE_CHANGED")
    assert await shop.balance() == 10


async def test_same_key_is_one_purchase(robot: Robot, shop: Shop) -> None:
    key = str(uuid4())
    first = await robot.buy(shop.store.id, order(some(shop, 2)), key=key)
    again = await robot.buy(shop.store.id, order(some(shop, 2)), key=key)
    assert first == again
    assert await shop.balance() == 8
    other = robot.buy(shop.store.id, order(some(shop, 3)), key=key)
    assert (await refusal(other))[0] == 409
    assert await shop.balance() == 8


async def test_another_store_cannot_touch_the_item(shop: Shop, foreign_shop: Shop) -> None:
    moving = foreign_shop.terminal.move_stock(shop.item.id, -1, MovementReason.WASTE)
    assert await refusal(moving) == (404, "ITEM_NOT_FOUND")
    assert await shop.balance() == 10


async def test_stock_below_zero(shop: Shop) -> None:
    moving = shop.terminal.move_stock(shop.item.id, -11, MovementReason.WASTE)
    assert await refusal(moving) == (409, "OUT_OF_STOCK")
    assert await shop.balance() == 10
