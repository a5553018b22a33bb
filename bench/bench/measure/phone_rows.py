"""How soon a page is there on a slow phone: a real Chromium, slowed down, with nothing cached."""

import asyncio
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser

from bench.measure.chromium import launched
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory

MOST_TO_PAINT_MS = 1500.0
MOST_TO_READY_MS = 2500.0
SLOWER_CPU = 4
# 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back: the usual profile of a slow phone.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PAGES = {"the first page": "/", "the sign-in page": "/sign-in"}
PATIENCE_MS = 60_000
# Ready: the heading is there and the thread has nothing to do, so a touch is answered at once.
_WATCH = """
window.whenReady = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (document.querySelector("main h1") === null) return;
    observer.disconnect();
    requestIdleCallback(() => { resolve(performance.now()); });
  }).observe(document, { childList: true, subtree: true });
});
"""
_TIMES = """async () => ({
  ready: await window.whenReady,
  painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity,
  bytes: performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0),
})"""


@dataclass(frozen=True)
class Visit:
    painted_ms: float
    ready_ms: float
    kilobytes: float


async def measure_phone(laboratory: Laboratory, plan: Plan) -> list[Row]:
    url = laboratory.ours.side.url
    rows: list[Row] = []
    async with launched() as browser:
        for name, path in PAGES.items():
            visits = [await _visit(browser, url, path) for _ in range(plan.rounds)]
            rows += _rows(name, visits)
    return rows


def _rows(name: str, visits: list[Visit]) -> list[Row]:
    runs = [vars(visit) for visit in visits]
    painted = Spread.of([visit.painted_ms for visit in visits])
    ready = Spread.of([visit.ready_ms for visit in visits])
    where = f"{name} on a slow phone (CPU / {SLOWER_CPU}, 1.6 Mbit/s)"
    return [
        Row(f"{where}: first paint", "ms", painted, Goal(MOST_TO_PAINT_MS, is_least=False)),
        Row(f"{where}: ready", "ms", ready, Goal(MOST_TO_READY_MS, is_least=False), runs=runs),
    ]


async def _visit(browser: Browser, url: str, path: str) -> Visit:
    """By a browser of its own, with nothing cached."""
    context = await browser.new_context(
        base_url=url, viewport={"width": 390, "height": 844}, locale="ru-RU", is_mobile=True
    )
    page = await context.new_page()
    chromium = await context.new_cdp_session(page)
    await chromium.send("Network.enable")
    await chromium.send("Network.emulateNetworkConditions", NETWORK)
    await chromium.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    await page.add_init_script(_WATCH)
    await page.goto(path, wait_until="commit", timeout=PATIENCE_MS)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        times: dict[str, Any] = await page.evaluate(_TIMES)
    await context.close()
    return Visit(times["painted"], times["ready"], times["bytes"] / 1000)
