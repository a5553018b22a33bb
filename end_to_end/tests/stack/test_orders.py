"""A passenger orders to the own seat, from a phone, through the gateway."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest
from platform_client import Engineer, Passenger, Platform
from platform_client.models.purchases import PassengerOrder, Reserved, Wanted
from platform_client.models.railway import TicketOrder, TrainRun
from platform_client.models.sessions import Token
from playwright.async_api import Browser

from app.demo.scene import MOSCOW
from tests.stack.conftest import Shop

LOGIN, PASSWORD = "john", "provodnik-john"
WAGON, PLACE = 4, 17
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Cookies:
    """What a browser holds after the sign-in."""

    session: str
    csrf_token: str


@pytest.fixture(scope="session")
async def cookies(browser: Browser, url: str) -> Cookies:
    context = await browser.new_context(base_url=url)
    page = await context.new_page()
    await page.goto("/base_api/auth/login?next=/docs")
    await page.locator("#login").fill(LOGIN)
    await page.locator("#password").fill(PASSWORD)
    await page.locator("button").first.click()
    await page.wait_for_url("**/docs")
    held = {one["name"]: one["value"] for one in await context.cookies()}
    await context.close()
    return Cookies(held["session"], held["csrf_token"])


@pytest.fixture(scope="session")
async def phone(url: str, cookies: Cookies) -> AsyncIterator[httpx.AsyncClient]:
    """Sends what a page in that browser does."""
    held = {"session": cookies.session, "csrf_token": cookies.csrf_token}
    headers = {"Origin": url, "X-CSRF-Token": cookies.csrf_token, "Accept-Language": "ru"}
    async with httpx.AsyncClient(base_url=url, cookies=held, headers=headers) as client:
        yield client


@pytest.fixture(scope="session")
async def ticket_id(admin: Engineer, phone: httpx.AsyncClient, run: TrainRun) -> UUID:
    """Of the passenger, on the run of these tests."""
    me = (await phone.get("/base_api/auth/me")).json()
    ticket = await admin.create_ticket(
        TicketOrder(
            user_id=me["id"],
            train_number=run.train_number,
            wagon_number=WAGON,
            place_number=PLACE,
            station_id="moscow",
            destination="murmansk",
            date=dt.datetime.now(MOSCOW),
            start_date=run.train_date,
        )
    )
    return ticket.id


@pytest.fixture
async def passenger(platform: Platform, cookies: Cookies, ticket_id: UUID) -> Passenger:
    async def sign_in() -> Token:
        return Token(access_token=cookies.session, expires_in=60)

    return Passenger(platform, sign_in)


async def test_an_order_comes_to_the_own_seat_and_is_refunded(
    passenger: Passenger, shop: Shop
) -> None:
    assert shop.store.id in {store.id for store in await passenger.list_stores()}
    assert [item.id async for item in passenger.list_items(shop.store.id)] == [shop.item.id]
    basket = await passenger.reserve(shop.store.id, [Reserved(item_id=shop.item.id, count=2)])
    order = PassengerOrder(
        store_id=shop.store.id,
        items=[Wanted(item_id=shop.item.id, count=2, price_penny=shop.item.price_penny)],
        reservation_id=basket.id,
    )
    sold = await passenger.buy(order)
    task = await anext(shop.terminal.list_tasks("NEW"))
    assert (task.purchase_id, task.wagon_number, task.place_number) == (sold.id, WAGON, PLACE)

    seen: list[str | None] = []
    events = passenger.follow_purchase(sold.id)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert (await anext(events)).kind == "ready"
        await shop.terminal.take(task.id)
        await shop.terminal.mark_ready(task.id)
        await shop.terminal.hand_over(task.id)
        while "HANDED_OVER" not in seen:
            seen.append((await anext(events)).state)
    assert [state for state in seen if state != "NEW"] == ["TAKEN", "READY", "HANDED_OVER"]

    refund = await shop.terminal.refund(sold.id, "Cold")
    shown = await passenger.get_purchase(sold.id)
    assert refund.total_penny == shown.refunded_penny == sold.total_penny == 50_000
    assert (shown.store_name, shown.wagon_number, shown.place_number) == (
        shop.store.name,
        WAGON,
        PLACE,
    )
    assert (await anext(passenger.list_purchases())).id == sold.id


async def test_a_page_does_all_of_it_with_its_cookie(
    phone: httpx.AsyncClient, ticket_id: UUID, shop: Shop
) -> None:
    store_id = str(shop.store.id)
    basket = {"store_id": store_id, "items": [{"item_id": str(shop.item.id), "count": 1}]}
    key = {"Idempotency-Key": str(uuid4())}
    kept = await phone.post("/store_api/passenger/reservation", json=basket)
    order = basket | {"reservation_id": kept.json()["id"], "ticket_id": str(ticket_id)}
    sold = await phone.post("/store_api/passenger/purchase", json=order, headers=key)
    again = await phone.post("/store_api/passenger/purchase", json=order, headers=key)
    assert (kept.status_code, sold.status_code, again.json()) == (201, 201, sold.json())
    path = f"/store_api/passenger/purchase/{sold.json()['id']}"
    async with phone.stream("GET", f"{path}/stream") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = stream.aiter_lines()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await anext(line async for line in lines if line.startswith("event:")) == (
                "event: ready"
            )
    receipt = await phone.get(f"{path}/receipt")
    assert (receipt.headers["Content-Type"], receipt.content[:5]) == ("application/pdf", b"%PDF-")


async def test_another_site_cannot_order(phone: httpx.AsyncClient, shop: Shop) -> None:
    order = {"store_id": str(shop.store.id), "items": []}
    for headers in ({"X-CSRF-Token": "0" * 64}, {"Origin": "https://elsewhere.example.org"}):
        answer = await phone.post("/store_api/passenger/purchase", json=order, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "FOREIGN_REQUEST")
