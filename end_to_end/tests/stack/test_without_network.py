"""A passenger's tickets on a train without a network, in a real browser."""

import asyncio
import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from tests.stack.browsers import assert_accessible, open_as_passenger

CODE = "main img"
WAY = {
    "en-GB": re.compile(r"^[A-Z][a-z A-Z]+ → [A-Z][a-z A-Z]+$"),
    "ru-RU": re.compile(r"^[А-Я][а-яА-Я-]+ → [А-Я][а-яА-Я-]+$"),
}
_NOTICES = {
    "en-GB": re.compile("There is no connection"),
    "ru-RU": re.compile("Нет связи"),
}


async def _is_kept(page: Page) -> bool:
    """Whether what the page shows has been put aside."""
    kept: bool = await page.evaluate(
        """async () => {
            const code = document.querySelector("main li img").src;
            const wanted = ["/base_api/auth/me", "/base_api/users/me/tickets", code];
            const seen = await Promise.all(wanted.map((one) => caches.match(one)));
            const keys = await (await caches.open("seen")).keys();
            return seen.every(Boolean) && keys.some((one) => one.url.includes("/stations"));
        }"""
    )
    return kept


async def _count_kept(page: Page) -> int:
    count: int = await page.evaluate(
        "async () => (await (await caches.open('seen')).keys()).length"
    )
    return count


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU"])
async def test_tickets_are_shown_without_a_network_until_sign_out(
    browser: Browser, url: str, locale: str
) -> None:
    context = await browser.new_context(
        base_url=url, locale=locale, viewport={"width": 390, "height": 844}
    )
    page = await context.new_page()
    await open_as_passenger(page, "boris", "/tickets")
    await page.locator(CODE).first.wait_for()
    await expect(page.locator("main h3").first).to_have_text(WAY[locale])
    way = await page.locator("main h3").first.inner_text()
    async with asyncio.timeout(20):
        while not await _is_kept(page):
            await asyncio.sleep(0.1)

    await context.set_offline(True)
    await page.reload()
    await expect(page.locator("main [role=alert]")).to_have_text(_NOTICES[locale])
    await expect(page.locator("main h3").first).to_have_text(way)
    code = page.locator(CODE).first
    assert await code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    await assert_accessible(page)

    await context.set_offline(False)
    await page.reload()
    await page.locator(CODE).first.wait_for()
    assert await page.locator("main [role=alert]").count() == 0
    await page.locator("header button[popovertarget]").click()
    await page.locator("header button[data-leave]").click()
    await page.wait_for_url(lambda address: urlsplit(address).path == "/")
    await page.wait_for_load_state("networkidle")
    assert await _count_kept(page) == 0

    await context.set_offline(True)
    await page.goto("/tickets")
    await page.wait_for_url("**/sign-in?next=%2Ftickets")
    assert await page.locator(CODE).count() == 0
    await context.close()
