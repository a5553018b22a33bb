"""The system's Chromium, which the measurements in a browser share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from local_stack.messages import UserError
from playwright.async_api import Browser, async_playwright

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def _installed() -> str:
    found = next((path for path in CHROMIUM if Path(path).exists()), None)
    if found is None:
        raise UserError("There is no Chromium. Install it: apt-get install chromium")
    return found


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    installed = _installed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        yield browser
        await browser.close()
