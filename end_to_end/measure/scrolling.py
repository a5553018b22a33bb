"""How many frames a second a long table shows while it is scrolled.

`python -m measure.scrolling ROUNDS` against the stack at PROVODNIK_URL prints one figure per round,
as JSON.
"""

import asyncio
import json
import os
import sys

from screenshots.pages import ADMIN

from tests.stack.browsers import launched, open_as_staff

SECONDS = 5
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


async def _main(rounds: int) -> None:
    async with launched() as browser:
        context = await browser.new_context(base_url=os.environ["PROVODNIK_URL"])
        page = await context.new_page()
        await open_as_staff(page, *ADMIN, path="/admin/tickets")
        await page.locator("[role=grid] [role=rowheader]").first.wait_for()
        print(json.dumps([await page.evaluate(_SCROLL, SECONDS) for _ in range(rounds)]))


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
