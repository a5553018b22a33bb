"""The pages in a real browser: no errors on the console, no violation that axe finds."""

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, expect

from tests.stack.browsers import Visit

PAGES = {"first": "/", "documents": "/docs", "document": "/docs/base", "sign-in": "/sign-in"}


@pytest.fixture(params=["en-GB", "ru-RU"])
async def visit(browser: Browser, url: str, request: pytest.FixtureRequest) -> AsyncIterator[Visit]:
    context = await browser.new_context(base_url=url, locale=request.param)
    visit = Visit(await context.new_page())
    yield visit
    await context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
async def test_page_is_sound(visit: Visit, path: str) -> None:
    # A busy browser is silent for a while before it asks for what a page shows.
    await visit.page.goto(path)
    await expect(visit.page.locator("h1")).to_have_count(1)
    await visit.page.wait_for_load_state("networkidle")
    language = await visit.page.locator("html").get_attribute("lang")
    spoken: str = await visit.page.evaluate("navigator.language")
    assert language == spoken.split("-", maxsplit=1)[0]
    report = await Axe().run(visit.page)
    assert report.violations_count == 0, report.generate_report()
    assert visit.complaints == []


async def test_first_page_shows_the_servers_and_the_logins(visit: Visit) -> None:
    await visit.page.goto("/")
    for word in ("base_server", "store_server", "face_server", "robot-engineer", "anna"):
        # The sign-ins are asked for after the servers have answered.
        await visit.page.get_by_text(word, exact=True).first.wait_for()


async def test_language_can_be_changed_and_stays(visit: Visit) -> None:
    await visit.page.goto("/")
    await visit.page.get_by_text("Рус", exact=True).click()
    await visit.page.wait_for_selector("html[lang=ru]")
    await visit.page.reload()
    await expect(visit.page.locator("html")).to_have_attribute("lang", "ru")


async def test_documents_name_the_routes(visit: Visit) -> None:
    await visit.page.goto("/docs/base")
    for path in ("/auth/challenge", "/robot/ticket/check"):
        await expect(visit.page.locator("body")).to_contain_text(path)


async def test_phone_needs_no_sideways_scrolling(visit: Visit) -> None:
    await visit.page.set_viewport_size({"width": 360, "height": 740})
    await visit.page.goto("/", wait_until="networkidle")
    await visit.page.locator("h1").wait_for()
    overflow: int = await visit.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
