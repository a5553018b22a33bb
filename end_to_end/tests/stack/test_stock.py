"""Baskets, pieces that robots carry, and logos, through the gateway."""

import datetime as dt
import io
from uuid import uuid4

import httpx
from PIL import Image
from platform_client import Robot
from platform_client.models.purchases import OfflineSale, Order, Reserved, Sold, Wanted

from tests.stack.conftest import Shop
from tests.stack.refusals import refusal


async def test_basket_is_kept_and_bought(robot: Robot, shop: Shop) -> None:
    kept = await robot.reserve(shop.store.id, [Reserved(item_id=shop.item.id, count=8)])
    wanted = Wanted(item_id=shop.item.id, count=3)
    assert await refusal(shop.terminal.sell(Order(items=[wanted]))) == (409, "OUT_OF_STOCK")
    all_of_it = Wanted(item_id=shop.item.id, count=8)
    await robot.buy(shop.store.id, Order(items=[all_of_it], reservation_id=kept.id))
    assert await shop.balance() == 2


async def test_released_basket_is_free_again(robot: Robot, shop: Shop) -> None:
    kept = await robot.reserve(shop.store.id, [Reserved(item_id=shop.item.id, count=10)])
    await robot.release(kept.id)
    assert (await shop.terminal.get_item(shop.item.id)).available == 10


async def test_robot_sells_what_it_carries_and_gives_the_rest_back(
    robot: Robot, shop: Shop
) -> None:
    await shop.terminal.allot(shop.item.id, robot.id, 6)
    carried = {item.item_id: item.balance for item in await robot.list_allotments()}
    sale = OfflineSale(
        request_id=uuid4(),
        sequence=1,
        made_at=dt.datetime.now(dt.UTC),
        store_id=shop.store.id,
        items=[Sold(item_id=shop.item.id, count=2, price_penny=25_000)],
    )
    outcomes = [(await robot.upload_sales([sale]))[0] for _ in range(2)]
    left = await shop.terminal.take_back(shop.item.id, robot.id)
    assert carried[shop.item.id] == 6
    assert [outcome.result for outcome in outcomes] == ["ACCEPTED", "DUPLICATE"]
    assert left.balance == 0
    assert await shop.balance() == 8


async def test_logo_is_served_by_the_gateway(http: httpx.AsyncClient, shop: Shop) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (900, 900), (200, 30, 30)).save(picture, "PNG")
    headers = {"Authorization": f"Bearer {await shop.terminal.session.get_token()}"}
    path = f"/store_api/store/item/{shop.item.id}/logo"
    answer = await http.put(path, content=picture.getvalue(), headers=headers)
    logo = await http.get(answer.json()["logo_url"])
    assert (logo.status_code, logo.headers["content-type"]) == (200, "image/webp")
    assert "immutable" in logo.headers["cache-control"]
