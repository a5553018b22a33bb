"""What a day needs before it begins: passengers with tickets, robots, shops."""

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import httpx
from platform_client import (
    Ed25519Key,
    Engineer,
    Kiosk,
    Platform,
    PlatformError,
    RetryPolicy,
    Robot,
    StoreTerminal,
)
from platform_client.models.purchases import Purchase
from platform_client.models.railway import TrainRun
from platform_client.models.stores import Item, NewItem, NewStore, Store, StoreType
from platform_client.retries import Attempts, is_passing
from ticket_rules import TrainRun as RulesRun

from app.simulate.day.plan import DayPlan, RunPlan
from app.simulate.day.uplink import Uplink

MOSCOW = dt.timezone(dt.timedelta(hours=3))
PLACES_PER_WAGON = 36
# More would only wait for each other: the platform hashes a password for each device.
AT_ONCE = 4
# A passenger stands before the robot: it decides by itself rather than let them wait.
IMPATIENT = RetryPolicy(patience=1.0, first_pause=0.1)
ANSWER_SECONDS = 1.5
ALLOTTED = 5
_MENU = (("Tea", 9_000), ("Borscht", 49_000), ("Pelmeni", 62_000))
_STOCK = 100_000
# So many are answered within seconds, however busy the machine is.
_ROWS_PER_FILE = 2_000

Entry = TypeVar("Entry")
Progress = Callable[[str, int], Callable[[], None]]


@dataclass(frozen=True)
class Ticket:
    id: UUID
    code: str
    user_id: UUID


@dataclass
class Station:
    """A robot at its place. `lock`: it does one thing after the other."""

    kiosk: Kiosk
    uplink: Uplink
    lock: asyncio.Lock


@dataclass
class Counter:
    """The staff of a store. `bought`: what could be given back. `lock`: as above."""

    terminal: StoreTerminal
    uplink: Uplink
    bought: list[Purchase]
    lock: asyncio.Lock


@dataclass(frozen=True)
class RunWorld:
    plan: RunPlan
    tickets: list[Ticket]
    stations: list[Station]
    store: Store
    menu: list[Item]
    counter: Counter


@dataclass(frozen=True)
class World:
    date: dt.date
    runs: list[RunWorld]


class Builder:
    """`progress` is told of each part how many steps it has, and is called after each."""

    def __init__(
        self,
        admin: Engineer,
        platform: Platform,
        shared: httpx.AsyncBaseTransport,
        progress: Progress,
    ) -> None:
        self._admin = admin
        self._platform = platform
        self._shared = shared
        self._progress = progress
        self._date = dt.datetime.now(MOSCOW).date()

    async def build(self, plan: DayPlan) -> World:
        tickets = await self._sell(plan)

        async def run_world(run: RunPlan) -> RunWorld:
            return await self._equip(run, tickets[run.number])

        runs = await self._each("Trains", plan.runs, run_world)
        return World(self._date, runs)

    async def _sell(self, plan: DayPlan) -> dict[str, list[Ticket]]:
        """In files, as a railway would: thousands of passengers, one answer."""
        owners = [(run, place) for run in plan.runs for place in range(run.passengers)]
        sold: dict[str, list[Ticket]] = {run.number: [] for run in plan.runs}
        parts = [owners[at : at + _ROWS_PER_FILE] for at in range(0, len(owners), _ROWS_PER_FILE)]
        step = self._progress("Tickets", len(parts))
        for part in parts:
            ids = [_new_id() for _ in part]
            users = [
                {"id": one, "name": f"Passenger {run.number} {place + 1}"}
                for one, (run, place) in zip(ids, part, strict=True)
            ]
            await self._admin.import_rows("users", users)
            rows = [self._row(one, *owner) for one, owner in zip(ids, part, strict=True)]
            imported = await self._admin.import_rows("tickets", rows)
            for issued in imported.codes:
                # The header is row 1.
                run, _ = part[issued.row - 2]
                ticket = Ticket(issued.id, issued.code, ids[issued.row - 2])
                sold[run.number].append(ticket)
            step()
        return sold

    def _row(self, user_id: UUID, run: RunPlan, place: int) -> dict[str, object]:
        midnight = dt.datetime.combine(self._date, dt.time(), MOSCOW)
        return {
            "user_id": user_id,
            "train_number": run.number,
            "wagon_number": 1 + place // PLACES_PER_WAGON,
            "place_number": 1 + place % PLACES_PER_WAGON,
            "station_id": "moscow",
            "destination": "saint-petersburg",
            "date": (midnight + dt.timedelta(seconds=int(run.departs_at))).isoformat(),
            "start_date": self._date.isoformat(),
        }

    async def _equip(self, run: RunPlan, tickets: list[Ticket]) -> RunWorld:
        train = TrainRun(train_number=run.number, train_date=self._date)
        store = await self._admin.create_store(
            NewStore(name=f"Bistro of {run.number}", store_type=StoreType.RESTAURANT)
        )
        await self._admin.bind_store(store.id, train)
        uplink = Uplink(self._shared)
        platform = Platform(self._platform.url, retries=self._platform.retries, transport=uplink)
        terminal = await StoreTerminal.register(
            platform, self._admin.credentials, Ed25519Key.generate(), store_id=store.id
        )
        items = [NewItem(name=name, price_penny=price, balance=_STOCK) for name, price in _MENU]
        menu = [await terminal.create_item(item) for item in items]
        stations = [await self._station(run, off) for off in run.clocks_off]
        for station in stations:
            # Only what has a trip is given anything to sell.
            await self._insist(station.kiosk.begin)
            await terminal.allot(menu[0].id, station.kiosk.robot.id, ALLOTTED)
            await self._insist(station.kiosk.refresh)
        counter = Counter(terminal, uplink, [], asyncio.Lock())
        return RunWorld(run, tickets, stations, store, menu, counter)

    async def _station(self, run: RunPlan, clock_off: float) -> Station:
        registered = await Robot.register(
            self._platform,
            self._admin.credentials,
            Ed25519Key.generate(),
            model_id="simulator",
            model_name=f"Simulated kiosk of {run.number}",
        )
        uplink = Uplink(self._shared)
        platform = Platform(
            self._platform.url, retries=IMPATIENT, transport=uplink, timeout=ANSWER_SECONDS
        )
        robot = Robot(platform, registered.identity, registered.key)
        off = dt.timedelta(seconds=clock_off)
        kiosk = Kiosk(
            robot,
            RulesRun(run.number, self._date),
            clock=lambda: dt.datetime.now(dt.UTC) + off,
        )
        return Station(kiosk, uplink, asyncio.Lock())

    async def _insist(self, do: Callable[[], Awaitable[None]]) -> None:
        """A robot is impatient, but nobody stands before it yet."""
        attempts = Attempts(self._platform.retries)
        while True:
            try:
                return await do()
            except PlatformError as error:
                pause = attempts.pause() if is_passing(error) else None
                if pause is None:
                    raise
                await asyncio.sleep(pause)

    async def _each(
        self, what: str, entries: Iterable[Entry], do: Callable[[Entry], Awaitable[RunWorld]]
    ) -> list[RunWorld]:
        waiting = list(entries)
        step = self._progress(what, len(waiting))
        places = asyncio.Semaphore(AT_ONCE)

        async def one(entry: Entry) -> RunWorld:
            async with places:
                made = await do(entry)
            step()
            return made

        return await asyncio.gather(*map(one, waiting))


def _new_id() -> UUID:
    """Random, but of version 7 like all ids of the platform."""
    milliseconds = int(dt.datetime.now(dt.UTC).timestamp() * 1000)
    number = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=number | 0b10 << 62 | secrets.randbits(62))
