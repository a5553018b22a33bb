"""Staff at the security terminal and in the administration, in a real browser."""

import datetime as dt
import secrets

import pytest
from platform_client import Credentials, Engineer, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.railway import Privilege, TrainRun
from playwright.async_api import Page, expect
from screenshots.pages import ADMINISTRATION, SECURITY

from app.demo.photos import portrait
from tests.stack.browsers import Visit, assert_accessible, open_as_staff

PAGES = [
    *(f"/security/{name}" for name in SECURITY),
    *(f"/admin/{name}" for name in ADMINISTRATION),
]


@pytest.fixture(scope="session")
async def chief(admin: Engineer) -> Credentials:
    """An engineer for both areas."""
    credentials = Credentials(login=f"chief-{secrets.token_hex(4)}", password=secrets.token_hex(8))
    engineer_id = await admin.create_engineer(credentials.login, credentials.password)
    await admin.set_privileges(engineer_id, [Privilege.ADMIN, Privilege.SECURITY])
    return credentials


async def _open(page: Page, who: Credentials, path: str) -> None:
    await open_as_staff(page, who.login, who.password, path=path)


async def _submit(page: Page, *values: str) -> None:
    """Fills the fields of the open window, in their order, and sends it."""
    fields = page.locator("[role=dialog] :is(input, textarea)")
    for place, value in enumerate(values):
        await fields.nth(place).fill(value)
    await page.locator("[role=dialog] [type=submit]").click()


async def test_an_incident_is_seen_at_once_and_brought_to_its_end(
    page: Page, chief: Credentials, robot: Robot
) -> None:
    visit = Visit(page)
    await _open(page, chief, "/security/incidents")
    await page.locator("[role=status][data-state=live]").wait_for()
    smoke = NewIncident(
        kind="SMOKE", score=0.9, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
    )
    seen = await robot.report_incident(smoke, snapshot=portrait())
    card = page.locator(f"main a[href*='{seen.id}']")
    await card.click()
    picture = page.locator("article img")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    await assert_accessible(page)

    decisions = page.locator("article > div button")
    await decisions.click()
    await expect(decisions).to_have_count(2)
    await expect(card).to_have_attribute("data-state", "ACKNOWLEDGED")
    await decisions.nth(1).click()
    await _submit(page, "A kettle")
    await page.locator("article").get_by_text("A kettle").wait_for()
    # It is no longer open, and leaves the list by itself.
    await expect(card).to_have_count(0)
    assert visit.complaints == []


async def test_an_engineer_is_made_and_given_a_privilege(page: Page, chief: Credentials) -> None:
    visit = Visit(page)
    login = f"new-{secrets.token_hex(4)}"
    await _open(page, chief, "/admin/engineers")
    await page.locator("main h1 + div button").click()
    await _submit(page, login, secrets.token_hex(8))
    row = page.get_by_role("row").filter(has_text=login)
    await row.click()
    await page.locator("[role=dialog] [type=checkbox]").nth(1).check()
    await assert_accessible(page)
    await _submit(page)
    await expect(row.locator("[data-tone]")).to_have_count(1)
    assert visit.complaints == []


async def test_a_ticket_is_issued_found_and_revoked(
    page: Page, chief: Credentials, admin: Engineer, run: TrainRun
) -> None:
    visit = Visit(page)
    user = await admin.create_user("Vera Lebedeva")
    seat = str(100 + secrets.randbelow(800))
    await _open(page, chief, f"/admin/tickets?user={user.id}")
    await page.locator("main h1 + div button").click()
    day = run.train_date.isoformat()
    await _submit(
        page, str(user.id), run.train_number, day, "7", seat, "moscow", "kazan", f"{day}T12:00"
    )
    await page.locator("[role=dialog] code").wait_for()
    await page.keyboard.press("Escape")

    await page.locator("tbody tr").click()
    await page.locator("[role=dialog] dl").wait_for()
    await assert_accessible(page)
    await page.locator("[role=dialog] button").last.click()
    await page.locator("[role=alertdialog] button").last.click()
    await expect(page.locator("tbody tr [data-tone=idle]")).to_have_count(1)
    assert visit.complaints == []


async def test_every_page_is_sound_on_a_phone(page: Page, chief: Credentials) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await _open(page, chief, "/admin/users")
    for path in PAGES:
        await page.goto(path)
        await page.locator("main h1").wait_for()
        await assert_accessible(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, path
