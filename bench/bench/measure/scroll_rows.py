"""How many frames a second a table of a million rows shows in a browser while it is scrolled."""

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


async def measure_scrolling(url: str, plan: Plan) -> Row:
    """No screen shows more than 60, and headless Chromium draws without a graphics card."""
    async with launched() as browser:
        page = await browser.new_page(base_url=url)
        await page.goto(PATH)
        await page.locator("[autocomplete=username]").fill("admin")
        await page.locator("[autocomplete=current-password]").fill("provodnik-admin")
        await page.locator("main form button").click()
        await page.locator("[role=grid] [role=rowheader]").first.wait_for()
        frames = [float(await page.evaluate(_SCROLL, SECONDS)) for _ in range(plan.rounds)]
    return Row(
        f"tickets, table of {million.ROWS:,} in Chromium, scrolling",
        "frames/s",
        Spread.of(frames),
        Goal(LEAST_FRAMES, is_least=True),
    )
