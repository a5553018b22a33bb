"""A passenger gives a face to the camera of the browser, and the robot knows it."""

import datetime as dt
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from platform_client import Credentials, Engineer, Platform, Robot
from platform_client.models.checks import Mode
from platform_client.models.railway import TicketOrder, TrainRun
from playwright.async_api import Browser, Page, expect

from app.demo.photos import changed_portrait, portrait
from app.demo.scene import MOSCOW
from tests.stack.browsers import Visit, assert_accessible, launched, open_as_passenger
from tests.stack.conftest import new_robot
from tests.stack.pictures import as_video


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("camera") / "somebody.y4m"
    file.write_bytes(as_video(portrait()))
    return file


@pytest.fixture(scope="session")
async def camera(video: Path) -> AsyncIterator[Browser]:
    """A browser before whose camera somebody sits still."""
    async with launched(camera=video) as browser:
        yield browser


@pytest.fixture(params=["en-GB", "ru-RU"])
async def page(camera: Browser, url: str, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    context = await camera.new_context(base_url=url, locale=request.param)
    yield await context.new_page()
    await context.close()


async def _open(page: Page) -> None:
    """As somebody who has given no face, or none any more."""
    await open_as_passenger(page, "anna", "/my-face")
    await page.evaluate(
        """async () => {
            const token = document.cookie.match(/csrf_token=([0-9a-f]+)/)[1];
            const headers = { "X-CSRF-Token": token };
            await fetch("/base_api/users/me/face", { method: "DELETE", headers });
        }"""
    )
    await page.reload()
    await page.locator("main blockquote").wait_for()


async def _my_id(page: Page) -> UUID:
    me = await page.evaluate("fetch('/base_api/users/me').then((answer) => answer.json())")
    return UUID(me["id"])


async def _withdraw(page: Page) -> None:
    await page.locator("main button").last.click()
    await assert_accessible(page)
    await page.locator("[role=alertdialog] button").last.click()
    await page.locator("main blockquote").wait_for()


@pytest.fixture
def journey() -> TrainRun:
    today = dt.datetime.now(MOSCOW).date()
    return TrainRun(train_number=f"F-{secrets.token_hex(4)}", train_date=today)


@pytest.fixture
async def robot(platform: Platform, depot: Credentials, journey: TrainRun) -> Robot:
    return await new_robot(platform, depot, journey)


def _ticket(user_id: UUID, journey: TrainRun) -> TicketOrder:
    return TicketOrder(
        user_id=user_id,
        train_number=journey.train_number,
        wagon_number=1,
        place_number=1,
        station_id="MOW",
        destination="LED",
        date=dt.datetime.now(MOSCOW),
        start_date=journey.train_date,
    )


async def test_a_face_is_given_known_and_withdrawn(
    page: Page, admin: Engineer, robot: Robot, journey: TrainRun
) -> None:
    visit = Visit(page)
    await _open(page)
    opening = page.locator("main button").last
    await expect(opening).to_be_disabled()  # Nothing without the consent.
    await assert_accessible(page)
    await page.locator("main input[type=checkbox]").first.check()
    await opening.click()
    await expect(page.locator("[data-hint=READY]")).to_be_visible()
    await assert_accessible(page)
    await page.locator("main button").last.click()
    await page.locator("main video").wait_for(state="detached")
    await admin.create_ticket(_ticket(await _my_id(page), journey))
    verdict = await robot.check_face(changed_portrait(), Mode.INSPECT)
    assert verdict.is_ok
    await _withdraw(page)
    verdict = await robot.check_face(changed_portrait(), Mode.INSPECT)
    assert not verdict.is_ok
    assert visit.complaints == []


async def test_whoever_does_not_move_proves_nothing(page: Page) -> None:
    await _open(page)
    for tick in await page.locator("main input[type=checkbox]").all():
        await tick.check()
    await page.locator("main button").last.click()
    taking = page.locator("main button").last
    for _ in range(4):
        await expect(taking).to_be_enabled()
        await taking.click()
    await page.locator("main [role=alert]").wait_for()
    await page.reload()
    await page.locator("main blockquote").wait_for()


async def test_a_refused_camera_is_told(browser: Browser, url: str) -> None:
    context = await browser.new_context(base_url=url, permissions=[])
    page = await context.new_page()
    await _open(page)
    await page.locator("main input[type=checkbox]").first.check()
    await page.locator("main button").last.click()
    await page.locator("main [role=alert]").wait_for()
    await assert_accessible(page)
    await context.close()
