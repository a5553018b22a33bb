"""A passenger orders from the seat, and the staff of the shop serve it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from platform_client import Credentials, Ed25519Key, Platform, StoreTerminal
from playwright.async_api import Page, expect

from tests.stack.browsers import Visit, assert_accessible, open_as_passenger, open_terminal

STEPS = ("NEW", "TAKEN", "READY", "HANDED_OVER")


async def _order(page: Page) -> None:
    """One piece of the first thing that is left, from the first shop."""
    await open_as_passenger(page, "anna", "/shops")
    await page.locator("main li a").first.click()
    await page.wait_for_url(re.compile(r"/shops/[0-9a-f-]{36}$"))
    await page.locator("main li button").first.click()
    await assert_accessible(page)
    await page.locator("a[href$='/basket']").click()
    await page.locator("main form button").wait_for()
    await assert_accessible(page)
    await page.locator("main form button").click()
    await page.wait_for_url(re.compile(r"/orders/[0-9a-f-]{36}$"))


async def _assert_step(page: Page, state: str) -> None:
    at = page.locator("[aria-current=step]")
    await expect(page.locator("main ol li").nth(STEPS.index(state))).to_have_attribute(
        "aria-current", "step"
    )
    assert await at.count() == 1


async def _store_of(page: Page) -> UUID:
    """In which the page's passenger has bought."""
    store_id: str = await page.evaluate(
        """async () => {
            const id = location.pathname.split("/").at(-1);
            const answer = await fetch(`/store_api/passenger/purchase/${id}`);
            return (await answer.json()).store_id;
        }"""
    )
    return UUID(store_id)


@asynccontextmanager
async def _board(page: Page, depot: Credentials, store_id: UUID) -> AsyncIterator[Page]:
    """The kitchen's own browser, beside the passenger's."""
    browser = page.context.browser
    assert browser is not None
    context = await browser.new_context(base_url="/".join(page.url.split("/")[:3]))
    board = await context.new_page()
    await open_terminal(board, depot.login, depot.password, store_id)
    yield board
    await context.close()


async def test_an_order_is_followed_to_the_seat(
    page: Page, platform: Platform, depot: Credentials
) -> None:
    visit = Visit(page)
    await _order(page)
    await _assert_step(page, "NEW")
    await assert_accessible(page)
    purchase_id = page.url.rsplit("/", 1)[1]
    store_id, key = await _store_of(page), Ed25519Key.generate()
    terminal = await StoreTerminal.register(platform, depot, key, store_id=store_id)
    tasks = [one async for one in terminal.list_tasks("NEW")]
    task = next(one for one in tasks if str(one.purchase_id) == purchase_id)
    assert task.place_number is not None
    # The phone is told by itself, without being loaded again.
    async with _board(page, depot, store_id) as board:
        card = board.locator(f"li[aria-labelledby='task-{task.id}']")
        for step in STEPS[1:]:
            await card.locator("button").first.click()
            await _assert_step(page, step)
        await expect(card).to_have_count(0)
    async with page.expect_download() as downloading:
        await page.locator("a[download]").click()
    assert (await (await downloading.value).path()).read_bytes().startswith(b"%PDF")
    assert visit.complaints == []


async def test_an_order_is_in_the_list_of_orders(page: Page) -> None:
    await _order(page)
    path = page.url.partition("/orders")[2]
    await page.goto("/orders")
    await page.locator(f"main a[href='/orders{path}']").wait_for()
    await assert_accessible(page)


async def test_pages_of_shops_fit_a_phone(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await _order(page)
    await page.goto("/shops")
    await page.locator("main li a").first.wait_for()
    await page.locator("main li a").first.click()
    await page.locator("main li button").first.wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    # The areas stand at the bottom, and hide nothing that can be scrolled to.
    bar = await page.locator("header nav").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == 740
