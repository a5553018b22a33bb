"""Figures, books and webhooks in the administration, in a real browser."""

import csv
import re

import pytest
from platform_client.models.purchases import Order, Wanted
from playwright.async_api import Page, expect

from app.insight.outbox import connected
from app.stack import LocalStack
from tests.stack.browsers import Visit, assert_accessible, open_as_staff
from tests.stack.conftest import ADMIN, Shop
from tests.stack.receivers import receiver

# What comes after the last pause of a day is the last attempt.
LAST_ATTEMPT = """
UPDATE webhook_deliveries SET attempts = 11, due_at = now()
WHERE state = 'PENDING' AND subscription_id = $1
"""


async def _sell(shop: Shop) -> None:
    await shop.terminal.sell(Order(items=[Wanted(item_id=shop.item.id, count=2)]))


@pytest.mark.parametrize("page", ["ru-RU"], indirect=True)
async def test_what_was_sold_is_in_the_charts_and_in_the_books(page: Page, shop: Shop) -> None:
    visit = Visit(page)
    await _sell(shop)
    await open_as_staff(page, ADMIN.login, ADMIN.password, path="/admin/figures")
    charts = page.locator("main section:has(h2)")
    await expect(charts).to_have_count(4)
    sales = charts.first
    await expect(sales.locator("svg .recharts-bar-rectangle").first).to_be_visible()
    await sales.locator("summary").click()
    await expect(sales.locator("tbody tr")).to_have_count(7)
    await assert_accessible(page)

    # One store among all of them is found by a part of its name.
    await page.goto("/admin/accounting")
    field = page.get_by_role("combobox")
    await field.fill(shop.store.name[-8:])
    await page.get_by_role("option", name=shop.store.name).click()
    row = page.get_by_role("row").filter(has_text=shop.store.name)
    # Two at 250 roubles; the last cell is what is left of it.
    await expect(row.locator("td").last).to_have_text(re.compile(r"^500\D"))
    await expect(page.locator("[role=grid], table").first.locator("tbody tr")).to_have_count(1)
    await assert_accessible(page)
    async with page.expect_download() as downloading:
        await page.locator("a[href*='format=csv']").click()
    text = (await (await downloading.value).path()).read_text(encoding="utf-8")
    (line,) = csv.DictReader(text.splitlines())
    assert line["store_id"] == str(shop.store.id)
    assert line["item_id"] == str(shop.item.id)
    assert visit.complaints == []


# It hears of everybody's sales.
@pytest.mark.alone
@pytest.mark.parametrize("page", ["en-GB"], indirect=True)
async def test_a_webhook_hears_of_a_sale_and_of_what_was_given_up(page: Page, shop: Shop) -> None:
    visit = Visit(page)
    stores = await LocalStack().get_stores()
    await open_as_staff(page, ADMIN.login, ADMIN.password, path="/admin/webhooks")
    async with receiver() as books:
        await page.locator("main h1 + div button").click()
        await page.locator("[role=dialog] input").first.fill(books.url)
        await page.locator("[role=dialog] [type=submit]").click()
        secret = page.locator("[role=dialog] code")
        await expect(secret).to_contain_text("whsec_")
        await page.locator("[role=dialog]:has(code) button").last.click()

        await page.get_by_role("row").filter(has_text=books.url).click()
        await page.wait_for_url("**show=*")
        await expect(page.get_by_text("whsec_")).to_have_count(0)
        webhook_id = page.url.rpartition("show=")[2]
        lines = page.locator("[role=dialog] ul > li")
        await _sell(shop)
        assert str(shop.item.id).encode() in await books.hear()
        await page.reload()
        await lines.first.locator("[data-tone=ok]").wait_for()
        await assert_accessible(page)

        books.status = 500
        await _sell(shop)
        given_up = await books.hear()
        await page.reload()
        await expect(lines.first).to_contain_text("HTTP 500", timeout=10_000)
        async with connected(stores.databases["store"]) as connection:
            await connection.execute(LAST_ATTEMPT, webhook_id)
        assert await books.hear() == given_up
        await page.reload()
        await lines.first.locator("[data-tone=bad]").wait_for()
        books.status = 204
        await page.locator("[role=dialog] section").last.locator("div > button").last.click()
        assert await books.hear() == given_up
        await page.reload()
        await expect(lines.locator("[data-tone=ok]")).to_have_count(2, timeout=10_000)
        await page.locator("[role=dialog] button").last.click()
        await page.locator("[role=alertdialog] button").last.click()
        await expect(page.get_by_role("row").filter(has_text=books.url)).to_have_count(0)
    assert visit.complaints == []
