"""The browser of a shop's staff: it signs in by a key of its own and serves what was ordered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from platform_client import Credentials, Engineer
from platform_client.models.common import Ok
from platform_client.models.purchases import Order, Wanted
from platform_client.platform import Call
from playwright.async_api import Browser, Page, expect

from tests.stack.browsers import Visit, assert_accessible, open_terminal
from tests.stack.conftest import Shop


@asynccontextmanager
async def _signed_in(page: Page, depot: Credentials, shop: Shop) -> AsyncIterator[Visit]:
    """An engineer makes the browser a terminal of the shop."""
    visit = Visit(page)
    await open_terminal(page, depot.login, depot.password, shop.store.id)
    yield visit
    assert visit.complaints == []


async def _sell(shop: Shop) -> None:
    """Something that has to be prepared."""
    order = Order(items=[Wanted(item_id=shop.item.id, count=2)], is_default_ready=False)
    await shop.terminal.sell(order)


async def test_an_order_appears_and_is_served(page: Page, depot: Credentials, shop: Shop) -> None:
    async with _signed_in(page, depot, shop):
        cards = page.locator("main section li[aria-labelledby]")
        await expect(cards).to_have_count(0)
        await assert_accessible(page)
        await _sell(shop)
        await expect(cards).to_have_count(1)
        await expect(cards.first).to_contain_text("Badge")
        await assert_accessible(page)
        for column in (1, 2):
            await cards.first.locator("button").first.click()
            await expect(page.locator("main section").nth(column).locator("h3")).to_have_count(1)
        await cards.first.locator("button").first.click()
        await expect(cards).to_have_count(0)
    assert [one.state async for one in shop.terminal.list_tasks()] == ["HANDED_OVER"]


async def test_a_lost_connection_is_told_and_nothing_is_missed(
    page: Page, depot: Credentials, shop: Shop
) -> None:
    async with _signed_in(page, depot, shop) as visit:
        live, lost = (page.locator(f"main [data-state={state}]") for state in ("live", "lost"))
        await live.wait_for()
        stream = "**/store/tasks/stream*"
        await page.route(stream, lambda route: route.abort())
        await page.reload()
        await lost.wait_for()
        await _sell(shop)
        await page.unroute(stream)
        await live.wait_for()
        await expect(page.locator("main section li[aria-labelledby]")).to_have_count(1)
        # That the stream was not to be had.
        visit.complaints.clear()


async def test_the_key_survives_a_reload_and_cannot_leave(
    page: Page, depot: Credentials, shop: Shop
) -> None:
    async with _signed_in(page, depot, shop):
        await page.reload()
        await page.locator("main section").nth(2).wait_for()
        extractable = await page.evaluate(
            """() => new Promise((resolve, reject) => {
                const opening = indexedDB.open("keyval-store");
                opening.onerror = reject;
                opening.onsuccess = () => {
                    const all = opening.result.transaction("keyval").objectStore("keyval").getAll();
                    all.onsuccess = () => resolve(all.result.map((one) => [
                        one.privateKey.extractable, one.privateKey.type]));
                };
            })"""
        )
        assert extractable == [[False, "private"]]


async def test_stock_is_moved_and_sold(page: Page, depot: Credentials, shop: Shop) -> None:
    async with _signed_in(page, depot, shop):
        await page.goto("/terminal/items")
        await page.get_by_role("row").nth(1).click()
        await page.locator("[role=dialog] button").nth(1).click()
        await assert_accessible(page)
        await page.locator("[role=dialog] input[type=number]").fill("5")
        await page.locator("[role=dialog] button[type=submit]").click()
        await page.locator("[role=dialog]").get_by_text("15").first.wait_for()
        assert await shop.balance() == 15
        await page.goto("/terminal/sales")
        await page.locator("main button").first.click()
        await page.locator("[role=dialog] li button").click()
        await assert_accessible(page)
        await page.locator("[role=dialog] button[type=submit]").click()
        await page.get_by_role("row").nth(1).click()
        assert await shop.balance() == 14
        # All of it is given back.
        await page.locator("[role=dialog] dl").wait_for()
        await page.locator("[role=dialog] button").last.click()
        await page.locator("[role=dialog] input").nth(0).fill("1")
        await page.locator("[role=dialog] input").nth(1).fill("Broken")
        await page.locator("[role=dialog] input[type=checkbox]").check()
        await page.locator("[role=dialog] button[type=submit]").click()
        await page.locator("[role=dialog] form").wait_for(state="detached")
        await expect(page.locator("[role=dialog] button").last).to_be_disabled()
        assert await shop.balance() == 15


async def test_a_shift_is_closed(page: Page, depot: Credentials, shop: Shop) -> None:
    await _sell(shop)
    async with _signed_in(page, depot, shop):
        await page.goto("/terminal/reports")
        await page.locator("main section button").first.click()
        await page.locator("[role=alertdialog] button").last.click()
        await expect(page.get_by_role("row")).to_have_count(2)
        await assert_accessible(page)


async def test_an_engineer_without_the_right_is_refused(
    page: Page, admin: Engineer, shop: Shop
) -> None:
    login, password = f"nobody-{shop.store.id}"[:40], "nobody-at-all"
    await admin.create_engineer(login, password)
    await page.goto(f"/terminal?store={shop.store.id}")
    await page.locator("main form input").nth(1).fill(login)
    await page.locator("main form input").nth(2).fill(password)
    await page.locator("main form button").click()
    await page.locator("[role=alert]").wait_for()
    await assert_accessible(page)


async def test_a_revoked_terminal_is_let_in_no_more(
    page: Page, depot: Credentials, shop: Shop, admin: Engineer
) -> None:
    async with _signed_in(page, depot, shop):
        pass
    await _revoke_all(admin, shop)
    await page.reload()
    await page.locator("[role=alert]").wait_for()
    await page.locator("main button").click()
    await page.locator("main form").wait_for()


async def _revoke_all(admin: Engineer, shop: Shop) -> None:
    async for one in admin.list_terminals(shop.store.id):
        path = f"/base_api/admin/store_terminal/{one.id}"
        await admin.session.send(Ok, Call("DELETE", path))


@pytest.mark.parametrize("width", [390, 1024])
async def test_the_board_fits_its_screen(
    browser: Browser, url: str, depot: Credentials, shop: Shop, width: int
) -> None:
    context = await browser.new_context(
        base_url=url, viewport={"width": width, "height": 768}, locale="ru-RU"
    )
    page = await context.new_page()
    async with _signed_in(page, depot, shop):
        await _sell(shop)
        await page.locator("main li h3").wait_for()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await context.close()
