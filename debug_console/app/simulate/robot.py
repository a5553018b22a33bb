"""One robot from its registration to a sale, with and without the uplink, step by step."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from platform_client import (
    Credentials,
    Ed25519Key,
    Engineer,
    Examined,
    Kiosk,
    Mode,
    Platform,
    Robot,
    StoreTerminal,
)
from platform_client.models.purchases import Order, Sold, Wanted
from platform_client.models.railway import NewTicket, TicketOrder, TrainRun
from platform_client.models.robots import Heartbeat
from platform_client.models.stores import Item, NewItem, NewStore, StoreType
from ticket_rules import TrainRun as RulesRun

from app.demo.report import Report, Unexpected, expect
from app.simulate.day.uplink import Uplink
from app.simulate.day.world import IMPATIENT, MOSCOW

WAGON = 4
ALLOTTED = 2
_TEA = NewItem(name="Tea", price_penny=9_000, category="Drinks", balance=20)

# Called before each part with what comes; returns when the person wants it to come.
Pause = Callable[[str], None]


@dataclass(frozen=True)
class Scene:
    platform: Platform
    admin: Engineer
    run: TrainRun
    tickets: list[NewTicket]
    tea: Item
    terminal: StoreTerminal


class RobotStory:
    """`loses_link`: in the middle the uplink is lost, and comes back."""

    def __init__(self, report: Report, pause: Pause, *, loses_link: bool) -> None:
        self._report = report
        self._pause = pause
        self._loses_link = loses_link
        self._number = 0

    async def play(self, url: str, login: Credentials) -> None:
        """Raises `StepFailed` for whatever goes otherwise than it should."""
        async with Platform(url) as platform, httpx.AsyncHTTPTransport() as shared:
            scene = await self._prepare(platform, login)
            uplink = Uplink(shared)
            kiosk = await self._begin(scene, login, uplink)
            await self._check(kiosk, scene)
            await self._sell(kiosk, scene)
            if self._loses_link:
                await self._lose_link(kiosk, scene, uplink)
                await self._return(kiosk, scene, uplink)

    def _next(self, what: str) -> int:
        self._number += 1
        self._pause(what)
        return self._number

    async def _prepare(self, platform: Platform, login: Credentials) -> Scene:
        number = self._next("The railway sells two tickets, and opens a tea room on the train.")
        with self._report.step(number, "The railway prepares a train") as line:
            admin = await Engineer.log_in(platform, login.login, login.password)
            today = dt.datetime.now(MOSCOW).date()
            run = TrainRun(train_number=f"R-{secrets.token_hex(3).upper()}", train_date=today)
            tickets = [await _sell_ticket(admin, run, place) for place in (1, 2)]
            name = f"Tea room of {run.train_number}"
            store = await admin.create_store(NewStore(name=name, store_type=StoreType.RESTAURANT))
            await admin.bind_store(store.id, run)
            terminal = await StoreTerminal.register(
                platform, login, Ed25519Key.generate(), store_id=store.id
            )
            tea = await terminal.create_item(_TEA)
            line.result = f"train {run.train_number}, two passengers, {tea.balance} glasses of tea"
        return Scene(platform, admin, run, tickets, tea, terminal)

    async def _begin(self, scene: Scene, login: Credentials, uplink: Uplink) -> Kiosk:
        number = self._next("The robot makes a key, and an engineer registers it.")
        with self._report.step(number, "The robot registers") as line:
            key = Ed25519Key.generate()
            registered = await Robot.register(
                scene.platform, login, key, model_id="simulator", model_name="Simulated kiosk"
            )
            line.result = f"robot {registered.id}"
        outside = Platform(scene.platform.url, retries=IMPATIENT, transport=uplink)
        robot = Robot(outside, registered.identity, key)
        with self._report.step(number, "signs in by its key") as line:
            await robot.sign_in()
            line.result = f"it signed the challenge of {robot.identity.server}"
        return await self._take_up_trip(scene, robot)

    async def _take_up_trip(self, scene: Scene, robot: Robot) -> Kiosk:
        number = self._next("It takes up its trip, and what it needs without the uplink.")
        run = RulesRun(scene.run.train_number, scene.run.train_date)
        kiosk = Kiosk(robot, run, wagon_number=WAGON)
        with self._report.step(number, "takes up its trip") as line:
            await kiosk.begin()
            await scene.terminal.allot(scene.tea.id, robot.id, ALLOTTED)
            await kiosk.refresh()
            line.result = f"the list of tickets, and {ALLOTTED} glasses of tea on its shelf"
        with self._report.step(number, "tells how it is") as line:
            report = Heartbeat(state="READY", software_version="simulator", battery_percent=87)
            answer = await robot.heartbeat(report)
            line.result = f"{len(answer.commands)} commands wait for it"
        return kiosk

    async def _check(self, kiosk: Kiosk, scene: Scene) -> None:
        number = self._next("A passenger shows a ticket; then somebody shows it again.")
        code = scene.tickets[0].code
        with self._report.step(number, "A passenger boards") as line:
            line.result = _as_expected(await kiosk.check(code), "OK", None)
        with self._report.step(number, "the same ticket again") as line:
            line.result = _as_expected(await kiosk.check(code), "REFUSED", "ALREADY_USED")
        with self._report.step(number, "is inspected on the way") as line:
            line.result = _as_expected(await kiosk.check(code, Mode.INSPECT), "OK", None)

    async def _sell(self, kiosk: Kiosk, scene: Scene) -> None:
        number = self._next("The passenger orders tea to the seat.")
        with self._report.step(number, "The passenger buys tea") as line:
            tea = Wanted(item_id=scene.tea.id, count=1, price_penny=scene.tea.price_penny)
            place = {"wagon": WAGON, "place": scene.tickets[0].place_number}
            order = Order(items=[tea], additional_data=place)
            purchase = await kiosk.buy(scene.tea.store_id, order)
            if purchase is None:
                raise Unexpected("the platform did not answer")
            left = (await scene.terminal.get_item(scene.tea.id)).balance
            line.result = f"{purchase.total_penny / 100:.2f}, {left} left, a task for the staff"

    async def _lose_link(self, kiosk: Kiosk, scene: Scene, uplink: Uplink) -> None:
        number = self._next("A tunnel: the uplink is lost, and the robot decides by itself.")
        uplink.is_cut = True
        code = scene.tickets[1].code
        with self._report.step(number, "Without the uplink a passenger boards") as line:
            line.result = _as_expected(await kiosk.check(code), "OK", None, alone=True)
        with self._report.step(number, "the same ticket again") as line:
            seen = await kiosk.check(code)
            line.result = _as_expected(seen, "REFUSED", "ALREADY_USED", alone=True)
        with self._report.step(number, "a code that nobody was given") as line:
            seen = await kiosk.check(secrets.token_urlsafe(16))
            line.result = _as_expected(seen, "REFUSED", "UNKNOWN_TICKET", alone=True)
        with self._report.step(number, "tea from its own shelf") as line:
            tea = Sold(item_id=scene.tea.id, count=1, price_penny=scene.tea.price_penny)
            expect(kiosk.sell_alone([tea]) is not None, "the shelf is empty")
            line.result = f"{kiosk.shelf[scene.tea.id].balance} left on the shelf"

    async def _return(self, kiosk: Kiosk, scene: Scene, uplink: Uplink) -> None:
        number = self._next("The link is back, and the robot tells what it did.")
        uplink.is_cut = False
        with self._report.step(number, "The robot tells what it did") as line:
            told = await kiosk.catch_up()
            expect(told.stopped_by is None, f"it was stopped by {told.stopped_by}")
            line.result = f"checks {', '.join(one.result for one in told.checks)}; "
            line.result += f"sales {', '.join(one.result for one in told.sales)}"
        with self._report.step(number, "the railway knows of it") as line:
            ticket = await scene.admin.get_ticket(scene.tickets[1].id)
            expect(ticket.boarded_by == kiosk.robot.id, "the passenger is not on board")
            line.result = f"place {WAGON}/{ticket.place_number} is on board"


def _as_expected(seen: Examined, verdict: str, reason: str | None, *, alone: bool = False) -> str:
    got = (seen.verdict, seen.reason, seen.is_offline)
    expect(got == (verdict, reason, alone), f"expected {verdict} / {reason}, got {got}")
    by = "by its own list" if alone else "by the platform"
    return f"{verdict}{f' / {reason}' if reason else ''}, {by}"


async def _sell_ticket(admin: Engineer, run: TrainRun, place: int) -> NewTicket:
    passenger = await admin.create_user(f"Passenger {run.train_number} {place}")
    departs_at = dt.datetime.now(MOSCOW).replace(microsecond=0) + dt.timedelta(hours=1)
    return await admin.create_ticket(
        TicketOrder(
            user_id=passenger.id,
            train_number=run.train_number,
            wagon_number=WAGON,
            place_number=place,
            station_id="moscow",
            destination="saint-petersburg",
            date=departs_at,
            start_date=run.train_date,
        )
    )
