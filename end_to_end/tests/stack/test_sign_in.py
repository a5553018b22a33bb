"""People sign in with a real browser at a real OpenID provider, through the gateway."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

from tests.stack.browsers import Visit, assert_accessible, submit

LOGIN, PASSWORD, NAME = "anna", "provodnik-anna", "Анна Сергеевна Белова"
WANTED = "/docs"


async def _begin(page: Page) -> None:
    await page.goto(f"/base_api/auth/login?next={WANTED}")


async def _sign_in(page: Page) -> None:
    await _begin(page)
    await submit(page, LOGIN, PASSWORD)
    await page.wait_for_url(f"**{WANTED}")


async def _ask(page: Page, path: str, method: str = "GET", *, csrf: bool = True) -> Any:
    """As a script of our own page does: status and body."""
    return await page.evaluate(
        """async ([path, method, csrf]) => {
            const token = document.cookie.match(/csrf_token=([0-9a-f]+)/)?.[1];
            const headers = csrf && token ? { "X-CSRF-Token": token } : {};
            const answer = await fetch(path, { method, headers });
            return [answer.status, await answer.json()];
        }""",
        [path, method, csrf],
    )


async def test_a_passenger_signs_in(page: Page) -> None:
    await _sign_in(page)
    status, me = await _ask(page, "/base_api/auth/me")
    assert (status, me["kind"], me["name"]) == (200, "passenger", NAME)
    _, tickets = await _ask(page, "/base_api/users/me/tickets")
    assert tickets


async def test_a_passenger_sees_tickets_with_their_codes(page: Page) -> None:
    visit = Visit(page)
    await page.goto("/tickets")
    # Nobody is signed in yet: by way of the sign-in page and the provider, and back.
    await page.locator("a[href^='/base_api/auth/login']").first.click()
    await submit(page, LOGIN, PASSWORD)
    await page.wait_for_url("**/tickets")
    code = page.locator("main img").first
    await code.wait_for()
    assert await code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    await assert_accessible(page)
    assert visit.complaints == []


def _read_json(file: Path) -> Any:
    return json.loads(file.read_bytes())


async def test_a_passenger_takes_the_data_along_and_is_erased(page: Page) -> None:
    await page.goto("/base_api/auth/login?next=/my-data")
    # Somebody who signs in again afterwards is a new passenger.
    await submit(page, "mei", "provodnik-mei")
    await page.wait_for_url("**/my-data")
    await page.locator("h2").first.wait_for()
    await assert_accessible(page)
    async with page.expect_download() as downloading:
        await page.locator("main button").first.click()
    data = _read_json(await (await downloading.value).path())
    assert data["user"]["name"] == "Mei-Ling Zhao"
    await page.locator("main button").nth(1).click()
    await page.locator("[role=alertdialog] button").nth(1).click()
    await page.wait_for_url("**/my-data/erased")
    await page.get_by_text(data["user"]["id"]).wait_for(state="detached")
    await expect(page.locator("main code")).to_have_count(2)
    await assert_accessible(page)
    assert (await _ask(page, "/base_api/auth/me"))[0] == 401


async def test_the_session_is_hidden_from_scripts(page: Page) -> None:
    await _sign_in(page)
    cookies = {one["name"]: one for one in await page.context.cookies()}
    assert cookies["session"]["httpOnly"]
    assert cookies["session"]["sameSite"] == "Lax"
    assert "session=" not in await page.evaluate("document.cookie")


async def test_the_page_of_the_provider_is_sound_and_speaks_as_ours(page: Page) -> None:
    await page.goto("/sign-in")
    await page.get_by_text("Рус", exact=True).click()
    await page.locator("a[href*='language=ru']").first.click()
    await page.locator("#login").wait_for()
    assert await page.locator("html").get_attribute("lang") == "ru"
    await assert_accessible(page)


async def test_a_wrong_password_is_said_and_can_be_corrected(page: Page) -> None:
    await _begin(page)
    await submit(page, LOGIN, "wrong")
    await page.locator("[role=alert]").wait_for()
    assert await page.locator("#login").input_value() == LOGIN
    await submit(page, LOGIN, PASSWORD)
    await page.wait_for_url(f"**{WANTED}")


async def test_signing_in_is_called_off(page: Page) -> None:
    await _begin(page)
    await page.locator("button[name=cancel]").click()
    await page.wait_for_url("**/sign-in?error=SIGN_IN_DENIED")
    assert (await _ask(page, "/base_api/auth/me"))[0] == 401


async def test_signing_out_is_for_the_provider_too(page: Page) -> None:
    await _sign_in(page)
    assert (await _ask(page, "/base_api/auth/logout", "POST", csrf=False))[0] == 403
    _, answer = await _ask(page, "/base_api/auth/logout", "POST")
    await page.goto(answer["provider_logout_url"])
    await page.wait_for_function("location.pathname === '/'")
    assert (await _ask(page, "/base_api/auth/me"))[0] == 401
    # The provider asks for the password again.
    await _begin(page)
    await page.locator("#password").wait_for()


async def test_whoever_signs_out_at_the_provider_is_signed_out_everywhere(page: Page) -> None:
    await _sign_in(page)
    assert (await _ask(page, "/store_api/passenger/purchases"))[0] == 200
    # On the provider's own page, which tells the platform behind the browser's back.
    await page.goto("/keycloak/session/end")
    await page.wait_for_url("**/keycloak/session/end/success*")
    await page.goto("/docs")
    await asyncio.sleep(1)
    for path in ("/base_api/auth/me", "/store_api/passenger/purchases"):
        assert (await _ask(page, path))[0] == 401


async def test_staff_sign_in_by_their_role_at_the_provider(page: Page) -> None:
    await page.goto("/security/incidents")
    await page.locator("a[href*='staff=true']").click()
    await submit(page, "olga", "provodnik-olga")
    await page.wait_for_url("**/security/incidents")
    _, me = await _ask(page, "/base_api/auth/me")
    assert (me["kind"], me["name"], me["privileges"]) == ("engineer", "olga", ["SECURITY"])
    assert (await _ask(page, "/base_api/admin/users"))[0] == 403


async def test_a_passenger_has_no_role_of_the_staff(page: Page) -> None:
    await page.goto("/base_api/auth/login?staff=true")
    await submit(page, LOGIN, PASSWORD)
    await page.wait_for_url("**/sign-in?error=NO_STAFF_ROLE")
    await page.locator("main [role=alert]").wait_for()
    await assert_accessible(page)
    assert (await _ask(page, "/base_api/auth/me"))[0] == 401


async def test_a_session_is_renewed(page: Page) -> None:
    await _sign_in(page)
    former = {one["name"]: one["value"] for one in await page.context.cookies()}
    status, _ = await _ask(page, "/base_api/auth/refresh", "POST")
    now = {one["name"]: one["value"] for one in await page.context.cookies()}
    assert status == 200
    assert now["session"] != former["session"]
    assert (await _ask(page, "/base_api/auth/me"))[0] == 200


async def test_the_cookie_counts_at_every_server(page: Page) -> None:
    await _sign_in(page)
    status, _ = await _ask(page, "/store_api/passenger/purchases")
    assert status == 200


async def test_the_provider_knows_its_own_address(page: Page, url: str) -> None:
    await _begin(page)
    assert urlsplit(page.url).netloc == urlsplit(url).netloc
    assert urlsplit(page.url).path.startswith("/keycloak/")
