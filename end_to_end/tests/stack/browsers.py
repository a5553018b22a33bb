"""Chromium, wherever the machine has it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, Request, async_playwright, expect

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

# As long as Playwright waits for anything else; its five seconds are few for a busy machine.
expect.set_options(timeout=30_000)

FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def _installed() -> str | None:
    """The system's; without one, Playwright takes its own, if that was installed."""
    return next((path for path in CHROMIUM if Path(path).exists()), None)


@asynccontextmanager
async def launched(*, camera: Path | None = None) -> AsyncIterator[Browser]:
    """`camera`: a video (YUV4MPEG2) in the place of what a camera sees."""
    seen = [] if camera is None else [*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera}"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=_installed(), args=["--no-sandbox", *seen]
        )
        yield browser
        await browser.close()


class Visit:
    """A page, and what went wrong on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("requestfailed", self._note_failure)

    def _note_failure(self, request: Request) -> None:
        # A page gives an answer up when it asks anew, or is left.
        if request.failure != "net::ERR_ABORTED":
            self._note("error", f"{request.url}: {request.failure}")

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")


async def submit(page: Page, login: str, password: str) -> None:
    """On the page of the identity provider."""
    await page.locator("#login").fill(login)
    await page.locator("#password").fill(password)
    await page.locator("button").first.click()


async def open_as_passenger(page: Page, login: str, path: str) -> None:
    await page.goto(f"/base_api/auth/login?next={path}")
    await submit(page, login, f"provodnik-{login}")
    await page.wait_for_url(f"**{path}")


async def open_as_staff(page: Page, login: str, password: str, *, path: str) -> None:
    """By way of our own sign-in page, and back."""
    await page.goto(path)
    await page.locator("[autocomplete=username]").fill(login)
    await page.locator("[autocomplete=current-password]").fill(password)
    await page.locator("main form button").click()
    await page.wait_for_url(f"**{path}")


async def open_terminal(page: Page, login: str, password: str, store_id: object) -> None:
    """An engineer makes the browser a terminal of the store."""
    await page.goto(f"/terminal?store={store_id}")
    await page.locator("main form input").nth(1).fill(login)
    await page.locator("main form input").nth(2).fill(password)
    await page.locator("main form button").click()
    await page.wait_for_url("**/terminal/board")
    await page.locator("main section").nth(2).wait_for()


async def assert_accessible(page: Page) -> None:
    report = await Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
