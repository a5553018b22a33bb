"""A kiosk through a lost uplink, against base_server's real application."""

import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
import pytest
from platform_client import (
    NO_RETRIES,
    Credentials,
    Ed25519Key,
    Engineer,
    Kiosk,
    KioskMemory,
    Platform,
    PlatformError,
    Robot,
)
from platform_client.models.monitoring import NewIncident
from platform_client.models.purchases import Order, Sold
from platform_client.models.railway import NewTicket
from platform_client.models.stores import AllottedItem
from ticket_rules import TrainRun

from tests.test_offline import sell

STORE, ITEM = uuid4(), uuid4()


class Uplink(httpx.AsyncBaseTransport):
    """To the application until it is cut. What store_server would say is in `shop`."""

    def __init__(self, platform: Platform) -> None:
        self._inner = platform._http._transport
        self.is_cut = False
        self.loses_answers = False
        self.shop: list[httpx.Response] = []
        self.keys: list[str | None] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("cut")
        if request.url.path.startswith("/store_api"):
            return self._shop(request)
        response = await self._inner.handle_async_request(request)
        if self.loses_answers:
            raise httpx.ReadError("lost")
        return response

    def _shop(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/allotments"):
            return httpx.Response(200, json=[])
        self.keys.append(request.headers.get("Idempotency-Key"))
        return self.shop.pop(0)


@pytest.fixture
def run() -> TrainRun:
    return TrainRun(uuid4().hex[:8], dt.datetime.now(dt.UTC).date())


@pytest.fixture
async def ticket(admin: Engineer, run: TrainRun) -> NewTicket:
    return await sell(admin, run, place=1)


@pytest.fixture
def uplink(platform: Platform) -> Uplink:
    return Uplink(platform)


@pytest.fixture
async def kiosk(
    platform: Platform, depot: Credentials, run: TrainRun, ticket: NewTicket, uplink: Uplink
) -> Kiosk:
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="kiosk", model_name="Kiosk"
    )
    outside = Platform(platform.url, retries=NO_RETRIES, transport=uplink)
    kiosk = Kiosk(Robot(outside, robot.identity, robot.key), run)
    await kiosk.begin()
    return kiosk


async def test_with_the_uplink_the_platform_decides(kiosk: Kiosk, ticket: NewTicket) -> None:
    seen = await kiosk.check(ticket.code)
    assert (seen.verdict, seen.ticket_id, seen.is_offline) == ("OK", ticket.id, False)
    assert kiosk.memory.is_empty


async def test_without_it_the_robot_does_and_tells_later(
    kiosk: Kiosk, ticket: NewTicket, uplink: Uplink, admin: Engineer
) -> None:
    uplink.is_cut = True
    assert (await kiosk.check(ticket.code)).is_offline
    again = await kiosk.check(ticket.code)
    assert (again.verdict, again.reason) == ("REFUSED", "ALREADY_USED")
    uplink.is_cut = False
    told = await kiosk.catch_up()
    assert [one.result for one in told.checks] == ["ACCEPTED", "ACCEPTED"]
    assert (await admin.get_ticket(ticket.id)).boarded_by == kiosk.robot.id
    assert kiosk.memory.is_empty


async def test_lost_answer_is_one_boarding(
    kiosk: Kiosk, ticket: NewTicket, uplink: Uplink, admin: Engineer
) -> None:
    uplink.loses_answers = True
    assert (await kiosk.check(ticket.code)).is_ok
    uplink.loses_answers = False
    await kiosk.catch_up()
    assert (await admin.get_ticket(ticket.id)).boarded_by == kiosk.robot.id
    assert [one async for one in admin.list_conflicts()] == []


async def test_nothing_is_asked_before_what_waits_is_told(
    kiosk: Kiosk, ticket: NewTicket, uplink: Uplink
) -> None:
    uplink.is_cut = True
    await kiosk.check(ticket.code)
    uplink.is_cut = False
    assert (await kiosk.check(ticket.code)).is_offline


async def test_restart_forgets_nothing(
    kiosk: Kiosk, ticket: NewTicket, uplink: Uplink, run: TrainRun
) -> None:
    kept: list[str] = []
    kiosk._keep = lambda memory: kept.append(memory.model_dump_json())
    uplink.is_cut = True
    await kiosk.check(ticket.code)
    uplink.is_cut = False
    memory = KioskMemory.model_validate_json(kept[-1])
    restarted = Kiosk(kiosk.robot, run, memory=memory)
    assert len((await restarted.catch_up()).checks) == 1


async def test_unanswered_order_is_asked_again_with_its_key(kiosk: Kiosk, uplink: Uplink) -> None:
    date = dt.datetime.now(dt.UTC).isoformat()
    bought: dict[str, Any] = {
        "id": str(uuid4()),
        "store_id": str(STORE),
        "user_id": None,
        "items": [],
    }
    uplink.shop = [
        httpx.Response(503, json={"code": "UNAVAILABLE", "detail": "Later."}),
        httpx.Response(201, json={**bought, "date": date, "total_penny": 5}),
    ]
    assert await kiosk.buy(STORE, Order(items=[])) is None
    told = await kiosk.catch_up()
    assert [one.total_penny for one in told.purchases] == [5]
    assert len(set(uplink.keys)) == 1
    assert kiosk.memory.is_empty


async def test_incident_is_reported_when_the_link_is_back(kiosk: Kiosk, uplink: Uplink) -> None:
    smoke = NewIncident(
        kind="SMOKE", score=0.9, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
    )
    uplink.loses_answers = True
    assert await kiosk.report(smoke) is None
    assert (await kiosk.catch_up()).stopped_by is not None
    uplink.loses_answers = False
    told = await kiosk.catch_up()
    assert [one.kind for one in told.incidents] == ["SMOKE"]
    assert kiosk.memory.is_empty


async def test_refused_order_is_not_asked_again(kiosk: Kiosk, uplink: Uplink) -> None:
    uplink.shop = [httpx.Response(409, json={"code": "OUT_OF_STOCK", "detail": "None left."})]
    with pytest.raises(PlatformError, match="OUT_OF_STOCK"):
        await kiosk.buy(STORE, Order(items=[]))
    assert kiosk.memory.is_empty


async def test_sells_what_it_has_and_no_more(kiosk: Kiosk, uplink: Uplink) -> None:
    kiosk.shelf[ITEM] = AllottedItem(
        item_id=ITEM,
        store_id=STORE,
        name="Tea",
        description="",
        translations={},
        allergens=[],
        logo_url=None,
        price_penny=9,
        balance=1,
    )
    tea = Sold(item_id=ITEM, count=1, price_penny=9)
    sale = kiosk.sell_alone([tea])
    assert sale is not None
    assert kiosk.sell_alone([tea]) is None
    outcome = {"request_id": str(sale.request_id), "result": "ACCEPTED", "reason": None}
    answer = {"results": [{**outcome, "purchase_id": str(uuid4())}]}
    uplink.shop = [httpx.Response(200, json=answer)]
    told = await kiosk.catch_up()
    assert [one.result for one in told.sales] == ["ACCEPTED"]
    assert kiosk.memory.is_empty
