"""Staff at the security terminal and in the administration, in a real browser."""

import datetime as dt
import re
import secrets

import pytest
from platform_client import Credentials, Engineer, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.railway import Privilege, TicketOrder, TrainRun
from platform_client.models.robots import Heartbeat
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

    # The record of it all is long, and on a wall screen the rows are higher.
    await page.set_viewport_size({"width": 2560, "height": 1300})
    await page.goto("/admin/audit")
    grid = page.locator("[role=grid]")
    await grid.press("End")
    last = grid.locator("tr[data-active=true]")
    await expect(last).to_have_attribute("aria-rowindex", re.compile(r"\d\d+"))
    await expect(last).to_be_in_viewport(ratio=0.9)

    # Passengers by name, and then from the last letter on.
    await page.goto("/admin/users?sort=name")
    head = page.get_by_role("columnheader").first
    await expect(head).to_have_attribute("aria-sort", "ascending")
    await head.get_by_role("button").click()
    await expect(head).to_have_attribute("aria-sort", "descending")
    names = page.get_by_role("rowheader")
    await expect(names.filter(has_text=re.compile("^…$"))).to_have_count(0)
    keys = [name.lower().replace("ё", "е") for name in await names.all_text_contents()]
    assert len(set(keys)) > 5
    assert keys == sorted(keys, reverse=True)
    await assert_accessible(page)
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
    # The code is shown once: only the button at the end closes it.
    await page.keyboard.press("Escape")
    await page.locator("[role=dialog]:has(code) button").last.click()

    await page.locator("tbody tr").click()
    await page.locator("[role=dialog] dl").wait_for()
    await assert_accessible(page)
    await page.locator("[role=dialog] button").last.click()
    await page.locator("[role=alertdialog] button").last.click()
    await expect(page.locator("tbody tr [data-tone=idle]")).to_have_count(1)
    assert visit.complaints == []


async def test_a_robot_is_commanded_and_answers(
    page: Page, chief: Credentials, robot: Robot, run: TrainRun
) -> None:
    visit = Visit(page)
    await robot.set_trip(run.train_number, run.train_date, 7)
    state = await robot.get_state()
    await _open(page, chief, f"/admin/robots?show={state.id}")
    commands = page.locator("[role=dialog] section").first
    await commands.locator("div > button").last.click()
    await page.locator("[role=dialog] select").select_option("SHOW_MESSAGE")
    # The window of the robot lies below, with a form of its own.
    form = page.locator("[role=dialog]").last
    await form.locator("textarea").fill("Tea is served")
    await form.locator("[type=submit]").click()
    await commands.get_by_text("Tea is served").first.wait_for()
    await assert_accessible(page)
    heard = await robot.heartbeat(Heartbeat(state="READY", software_version="1.0"))
    for command in heard.commands:
        await robot.command_result(command.id, "DONE", "Shown")
    await commands.locator("[data-tone=ok]").first.wait_for()
    await expect(commands.get_by_text("Shown").first).to_be_visible()

    # The train shows the robot where it is, and leads to it.
    day = run.train_date.isoformat()
    await page.goto(f"/security/train?train={run.train_number}&date={day}")
    await page.locator("main ol a[href*='/security/robots']").first.click()
    await page.get_by_role("row").nth(1).wait_for()
    assert visit.complaints == []


@pytest.mark.parametrize("page", ["ru-RU"], indirect=True)
async def test_a_camera_is_added_and_found_by_its_address(
    page: Page, chief: Credentials, robot: Robot, run: TrainRun
) -> None:
    visit = Visit(page)
    robot_id = str((await robot.get_state()).id)
    await _open(page, chief, "/security/cameras")
    await page.locator("main h1 + div button").click()
    # The robot is found by the train that it serves.
    await page.get_by_role("combobox").fill(run.train_number)
    await page.get_by_role("option", name=robot_id[-6:]).click()
    camera = f"door-{secrets.token_hex(4)}"
    fields = page.locator("[role=dialog] input:not([role=combobox])")
    await fields.nth(0).fill(camera)
    await fields.nth(1).fill(camera)
    await assert_accessible(page)
    await page.locator("[role=dialog] [type=submit]").click()
    await page.get_by_role("row").filter(has_text=camera).click()
    await page.wait_for_url("**show=*")
    await page.reload()
    await expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text(camera)
    assert visit.complaints == []


async def test_tickets_are_revoked_together_unless_it_is_undone(
    page: Page, chief: Credentials, admin: Engineer, run: TrainRun
) -> None:
    visit = Visit(page)
    user = await admin.create_user("Pavel Zimin")
    for _ in range(2):
        await admin.create_ticket(
            TicketOrder(
                user_id=user.id,
                train_number=run.train_number,
                wagon_number=9,
                place_number=1 + secrets.randbelow(999),
                station_id="moscow",
                destination="kazan",
                date=dt.datetime.now(dt.UTC) + dt.timedelta(hours=3),
                start_date=run.train_date,
            )
        )
    await _open(page, chief, f"/admin/tickets?user={user.id}")
    # By keys alone: the first is selected, and the next one.
    await page.locator("[role=grid]").focus()
    for key in (" ", "ArrowDown", " "):
        await page.keyboard.press(key)
    bar = page.locator("[role=status] li button")
    revoke = page.locator("main h1 + div button").first
    await revoke.click()
    await bar.first.click()
    # At once, and not because it was done after all.
    await expect(bar).to_have_count(0, timeout=2_000)
    await expect(page.locator("tbody [data-tone=ok]")).to_have_count(2)
    boxes = page.locator("tbody [type=checkbox]")
    revoked = page.locator("tbody [data-tone=idle]")
    await boxes.first.check()
    await revoke.click()
    await bar.nth(1).click()
    await expect(revoked).to_have_count(1)
    # Here the bar's time may run out while it is looked at.
    await boxes.last.check()
    await revoke.click()
    await assert_accessible(page)
    await expect(revoked).to_have_count(2, timeout=15_000)
    assert visit.complaints == []


async def test_an_address_of_the_inside_is_told_nothing(page: Page, chief: Credentials) -> None:
    visit = Visit(page)
    await _open(page, chief, "/admin/webhooks")
    await page.locator("main h1 + div button").click()
    await _submit(page, "https://127.0.0.1/events")
    await page.locator("[role=dialog] [role=alert]").wait_for()
    await assert_accessible(page)
    # Chromium itself writes down that an answer was a refusal.
    assert [one for one in visit.complaints if "409" not in one] == []


async def test_every_page_is_sound_on_a_phone(page: Page, chief: Credentials) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await _open(page, chief, "/admin/users")
    for path in PAGES:
        await page.goto(path)
        await page.locator("main h1").wait_for()
        await assert_accessible(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, path
