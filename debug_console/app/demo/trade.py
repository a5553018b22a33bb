"""Steps 5 and 6: the robot buys for the passenger, and the restaurant's staff see it."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from platform_client import P256Key, PlatformError, StoreTerminal
from platform_client.models.purchases import Order, Wanted

from app.demo.counter import Counter
from app.demo.report import Report, Unexpected, expect
from app.demo.robots import Robots
from app.demo.scene import BORSCHT, PELMENI, SYRNIKI, Scene


async def stock_of(scene: Scene, robots: Robots) -> dict[str, int]:
    """Dish → portions left, as the robot shows it."""
    return {item.name: item.balance async for item in robots.first.list_items(scene.store.id)}


def order_of(scene: Scene, counts: Mapping[str, int]) -> Order:
    """Dishes by name, to the passenger's place."""
    wanted = [
        Wanted(item_id=scene.menu[name].id, count=count, price_penny=scene.menu[name].price_penny)
        for name, count in counts.items()
    ]
    place = {"wagon": scene.ticket.wagon_number, "place": scene.ticket.place_number}
    return Order(items=wanted, user_id=scene.passenger.id, additional_data=place)


async def buy(report: Report, scene: Scene, robots: Robots) -> None:
    with report.step(5, "The robot reads the stores of its run") as line:
        stores = await robots.first.list_stores()
        expect([store.id for store in stores] == [scene.store.id], "the restaurant is not there")
        before = await stock_of(scene, robots)
        line.result = f"{stores[0].name}: {shown(before)}"
    with report.step(5, "buys two dishes for the passenger") as line:
        purchase = await robots.first.buy(scene.store.id, order_of(scene, {BORSCHT: 1, PELMENI: 1}))
        after = await stock_of(scene, robots)
        expected = before | {name: before[name] - 1 for name in (BORSCHT, PELMENI)}
        expect(after == expected, f"expected a stock of {shown(expected)}, got {shown(after)}")
        line.result = f"{purchase.total_penny / 100:.2f}; left: {shown(after)}"
    with report.step(5, "asks for more than there is") as line:
        too_many = order_of(scene, {SYRNIKI: after[SYRNIKI] + 1, BORSCHT: 1})
        line.result = await _refused(scene, robots, too_many)
        expect(await stock_of(scene, robots) == after, "a refused purchase changed the stock")
        line.result += ", stock unchanged"


async def _refused(scene: Scene, robots: Robots, order: Order) -> str:
    try:
        await robots.first.buy(scene.store.id, order)
    except PlatformError as error:
        if error.code != "OUT_OF_STOCK":
            raise
        left = [item["left"] for item in error.extra.get("items", [])]
        return f"{error.code}, left: {left}"
    raise Unexpected("expected OUT_OF_STOCK, but it was sold")


@asynccontextmanager
async def open_counter(report: Report, scene: Scene) -> AsyncIterator[Counter]:
    """A second terminal of the restaurant, which listens until the end of the day."""
    with report.step(6, "A store terminal registers and signs in") as line:
        terminal = await StoreTerminal.register(
            scene.platform, scene.engineer, P256Key.generate(), store_id=scene.store.id
        )
        await terminal.sign_in()
        line.result = "ECDSA P-256, sees its own store only"
    async with Counter.open(terminal) as counter:
        yield counter


async def prepare_order(report: Report, scene: Scene, robots: Robots, counter: Counter) -> None:
    with report.step(6, "sees an order of the robot arrive live") as line:
        await counter.wait_for("ready")
        started = time.monotonic()
        purchase = await robots.first.buy(scene.store.id, order_of(scene, {SYRNIKI: 1}))
        event = await counter.wait_for("task.created", purchase)
        seconds = time.monotonic() - started
        task = event.task
        if task is None:
            raise Unexpected("the event carries no task")
        where = task.additional_data or {}
        line.result = (
            f"{task.items[0].name} to {where.get('wagon')}/{where.get('place')}, "
            f"{seconds * 1000:.0f} ms after the tap"
        )
    with report.step(6, "marks it as ready") as line:
        done = await counter.terminal.mark_ready(task.id)
        expect(done.is_ready, f"the task is {done.state}")
        await counter.wait_for("task.changed", purchase)
        line.result = f"{task.state} → {done.state}, told live as well"


def shown(stock: dict[str, int]) -> str:
    return ", ".join(f"{name} {stock[name]}" for name in sorted(stock))
