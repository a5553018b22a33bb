"""`make screenshots`: every page of the running stack, in both languages, on a desk and a phone."""

import asyncio
import io
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize

from screenshots.pages import VISITS
from tests.stack.browsers import launched

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "screenshots"
README = REPOSITORY / "docs" / "pictures"
# What the README shows: (language, device, page).
BEST = {("en", "phone", name) for name in ("tickets", "menu", "my-face")} | {
    ("en", "desk", name) for name in ("terminal-board", "admin-tickets")
}
# Streams keep a page busy for ever, so that it is never idle: what is late after that is seen late.
SETTLED_MS = 800
COLOURS = 128


class Device(NamedTuple):
    name: str
    size: ViewportSize
    scheme: str


DEVICES = (
    Device("desk", ViewportSize(width=1280, height=800), "light"),
    Device("phone", ViewportSize(width=390, height=844), "light"),
    Device("dark", ViewportSize(width=1280, height=800), "dark"),
)
LANGUAGES = {"en": "en-GB", "ru": "ru-RU"}


async def _take(page: Page, language: str, device: str, name: str, *, for_readme: bool) -> None:
    await page.wait_for_timeout(SETTLED_MS)
    seen = await page.screenshot()
    target = FOLDER / f"{language}-{device}" / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(seen)
    if for_readme and (language, device, name) in BEST:
        README.mkdir(parents=True, exist_ok=True)
        small = Image.open(io.BytesIO(seen)).convert("RGB").quantize(COLOURS)
        small.save(README / f"{name}.png", optimize=True)


async def _walk(browser: Browser, url: str, *, for_readme: bool) -> int:
    count = 0
    for language, locale in LANGUAGES.items():
        for device in DEVICES:
            for visit in VISITS:
                context = await browser.new_context(
                    base_url=url,
                    locale=locale,
                    viewport=device.size,
                    color_scheme="dark" if device.scheme == "dark" else "light",
                )
                page = await context.new_page()
                async for name in visit(page):
                    await _take(page, language, device.name, name, for_readme=for_readme)
                    count += 1
                await context.close()
            print(f"  {language}-{device.name}", flush=True)
    return count


async def _main(arguments: list[str]) -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    async with launched() as browser:
        count = await _walk(browser, os.environ["PROVODNIK_URL"], for_readme="readme" in arguments)
    print(f"{count} pictures are in {FOLDER.relative_to(REPOSITORY)}/")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(sys.argv[1:])))
