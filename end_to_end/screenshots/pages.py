"""Which pages there are, by who sees them."""

import re
from collections.abc import AsyncIterator

from playwright.async_api import Page

from tests.stack.browsers import open_as_passenger, open_as_staff

PASSENGER = "anna"
ADMIN = ("admin", "provodnik-admin")
PUBLIC = {"start": "/", "docs": "/docs/base", "sign-in": "/sign-in"}
PASSENGERS = {
    "tickets": "/tickets",
    "guide": "/guide/saint-petersburg",
    "shops": "/shops",
    "orders": "/orders",
    "my-data": "/my-data",
    "my-face": "/my-face",
}
SECURITY = ("incidents", "train", "robots", "cameras", "watch-list")
# The first is the area's own start page.
ADMINISTRATION = (
    "",
    "figures",
    "users",
    "engineers",
    "tickets",
    "boarding",
    "conflicts",
    "robots",
    "terminals",
    "stores",
    "stations",
    "hotels",
    "attractions",
    "accounting",
    "robot-sales",
    "webhooks",
    "audit",
    "transfer",
)
TERMINAL = ("board", "items", "sales", "allotments", "robot-sales", "reports")


async def visit_public(page: Page) -> AsyncIterator[str]:
    for name, path in PUBLIC.items():
        await _open(page, path)
        yield name


async def visit_as_passenger(page: Page) -> AsyncIterator[str]:
    await open_as_passenger(page, PASSENGER, "/tickets")
    for name, path in PASSENGERS.items():
        await _open(page, path)
        yield name
    await _open(page, "/shops")
    await page.locator("main li a").first.click()
    await page.wait_for_url(re.compile(r"/shops/[0-9a-f-]{36}$"))
    await page.locator("main li button").first.click()
    yield "menu"
    await page.locator("a[href$='/basket']").click()
    await page.locator("main form button").wait_for()
    yield "basket"


async def visit_as_staff(page: Page) -> AsyncIterator[str]:
    await open_as_staff(page, *ADMIN, path="/security/incidents")
    for area, names in (("security", SECURITY), ("admin", ADMINISTRATION)):
        for name in names:
            await _open(page, f"/{area}/{name}")
            yield f"{area}-{name or 'today'}"


async def visit_as_terminal(page: Page) -> AsyncIterator[str]:
    await open_as_staff(page, *ADMIN, path="/admin/stores")
    await page.get_by_role("row").nth(1).click()
    await page.locator("[role=dialog] a[href^='/terminal']").click()
    await page.locator("main form").wait_for()
    yield "terminal-registration"
    for place, value in enumerate(ADMIN, 1):
        await page.locator("main form input").nth(place).fill(value)
    await page.locator("main form button").click()
    await page.wait_for_url("**/terminal/board")
    for name in TERMINAL:
        await _open(page, f"/terminal/{name}")
        yield f"terminal-{name}"


async def _open(page: Page, path: str) -> None:
    await page.goto(path)
    await page.locator("main h1").first.wait_for()


VISITS = (visit_public, visit_as_passenger, visit_as_staff, visit_as_terminal)
