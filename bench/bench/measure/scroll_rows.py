"""How many frames a second a table of a million rows shows in a browser while it is scrolled."""

import re

from local_stack.messages import UserError
from playwright.async_api import Page

from bench.measure.chromium import launched
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack import million

LEAST_FRAMES = 50.0
SECONDS = 5
PATH = "/admin/tickets"
# On by a row or so with each frame, and once a second far away, as a thumb that is dragged.
_SCROLL = """async (seconds) => {
    const grid = document.querySelector("[role=grid]");
    const space = grid.scrollHeight - grid.clientHeight;
    let frames = 0;
    const started = performance.now();
    await new Promise((done) => {
        const step = (now) => {
            if (now >= started + seconds * 1000) return done();
            frames += 1;
            const isFar = frames % 60 === 0;
            grid.scrollTop = isFar ? Math.random() * space : grid.scrollTop + 30;
            requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
    });
    return (frames * 1000) / (performance.now() - started);
}"""


# Half-way down, until rows of there are shown and not only their places.
_JUMP = """async (patience) => {
    const grid = document.querySelector("[role=grid]");
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) / 2;
    const until = performance.now() + patience;
    while (performance.now() < until) {
        await new Promise(requestAnimationFrame);
        const row = grid.querySelector("tbody [role=row]");
        const place = Number(row.getAttribute("aria-rowindex"));
        if (place > 1000 && !row.textContent.includes("…")) return [grid.scrollHeight, place];
    }
    return [grid.scrollHeight, 0];
}"""
_PATIENCE_MS = 10_000


async def _assert_whole(page: Page) -> None:
    """A table that is short, or shows no rows at rest, would scroll quickly for nothing."""
    told = await page.locator("main p[role=status]").inner_text()
    count = int(re.sub(r"\D", "", told) or 0)
    height, place = await page.evaluate(_JUMP, _PATIENCE_MS)
    if abs(count - million.ROWS) > million.ROWS / 10 or height < million.ROWS:
        raise UserError(f"{PATH} has not {million.ROWS:,} rows: {told!r}, {height:.0f} pixels.")
    if abs(place - count / 2) > count / 100:
        raise UserError(f"{PATH}: a jump to the middle of {count:,} rows shows {place:,}.")


async def measure_scrolling(url: str, plan: Plan) -> Row:
    """No screen shows more than 60, and headless Chromium draws without a graphics card."""
    async with launched() as browser:
        # The name under which browsers know the stack: a sign-in from another origin is refused.
        page = await browser.new_page(base_url=url.replace("127.0.0.1", "localhost"))
        await page.goto(PATH)
        await page.locator("[autocomplete=username]").fill("admin")
        await page.locator("[autocomplete=current-password]").fill("provodnik-admin")
        await page.locator("main form button").click()
        await page.locator("[role=grid] [role=rowheader]").first.wait_for()
        await _assert_whole(page)
        frames = [float(await page.evaluate(_SCROLL, SECONDS)) for _ in range(plan.rounds)]
    return Row(
        f"tickets, table of {million.ROWS:,} in Chromium, scrolling",
        "frames/s",
        Spread.of(frames),
        Goal(LEAST_FRAMES, is_least=True),
    )
