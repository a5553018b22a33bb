"""A person is looked for once two engineers agree, in real browsers, and then seen by a robot."""

import datetime as dt
import re
import secrets

import pytest
from platform_client import Credentials, Engineer, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.railway import Privilege
from playwright.async_api import Browser, Page, expect

from app.demo.photos import changed_portrait, portrait
from tests.stack.browsers import Visit, assert_accessible, open_as_staff

# The face is the only one that there is: whoever shows it meanwhile would be found on the list.
pytestmark = pytest.mark.alone
PATH = "/security/watch-list"


async def _guard(admin: Engineer) -> Credentials:
    credentials = Credentials(login=f"guard-{secrets.token_hex(4)}", password=secrets.token_hex(8))
    engineer_id = await admin.create_engineer(credentials.login, credentials.password)
    await admin.set_privileges(engineer_id, [Privilege.SECURITY])
    return credentials


async def _matches(robot: Robot) -> int:
    scuffle = NewIncident(
        kind="FIGHT", score=0.9, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
    )
    return (await robot.report_incident(scuffle, faces=[changed_portrait()])).watch_list_matched


async def _open_entry(page: Page, guard: Credentials, name: str) -> None:
    await open_as_staff(page, guard.login, guard.password, path=PATH)
    await page.get_by_role("row").filter(has_text=name).click()
    await page.locator("[role=dialog] dl").wait_for()


async def test_somebody_is_looked_for_when_a_second_engineer_agrees(
    page: Page, browser: Browser, url: str, admin: Engineer, robot: Robot
) -> None:
    visit = Visit(page)
    first, second = await _guard(admin), await _guard(admin)
    name = f"Wanted {secrets.token_hex(4)}"
    await open_as_staff(page, first.login, first.password, path=PATH)
    await page.locator("main h1 + div button").click()
    fields = page.locator("[role=dialog] :is(input, textarea)")
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
    for place, value in enumerate((name, "Left without paying", f"{until:%Y-%m-%dT%H:%M}")):
        await fields.nth(place).fill(value)
    picture = {"name": "face.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
    await fields.nth(3).set_input_files(picture)  # type: ignore[arg-type]
    await assert_accessible(page)
    await page.locator("[role=dialog] [type=submit]").click()

    row = page.get_by_role("row").filter(has_text=name)
    await row.click()
    answers = page.locator("[role=dialog] button")
    await expect(answers).to_have_count(3)
    assert await _matches(robot) == 0
    # Whoever has added somebody is not the second one.
    await answers.nth(1).click()
    await page.locator("[role=dialog] [role=alert]").wait_for()
    assert [one for one in visit.complaints if "409" not in one and "403" not in one] == []

    async with await browser.new_context(base_url=url, locale="ru-RU") as context:
        other = await context.new_page()
        await _open_entry(other, second, name)
        answers = other.locator("[role=dialog] button")
        await answers.nth(1).click()
        await expect(answers).to_have_count(2)
        await expect(other.locator("[role=dialog] dl")).to_contain_text(
            re.compile(f"{first.login}.*{second.login}", re.DOTALL)
        )
        assert await _matches(robot) == 1
        await answers.last.click()
        await answers.last.click()
        await other.locator("[role=dialog]").wait_for(state="detached")
    assert await _matches(robot) == 0
