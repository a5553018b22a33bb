"""Lets the day happen: each moment at its time, each robot one thing after the other."""

import asyncio
import datetime as dt
import random
import secrets
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from platform_client import Mode, PlatformError
from platform_client.models.monitoring import NewIncident
from platform_client.models.purchases import Order, Returned, Sold, Wanted
from platform_client.models.stores import Item
from ticket_rules import ManifestRefused

from app.simulate.day.figures import Figures
from app.simulate.day.notes import Notes
from app.simulate.day.plan import DayPlan, Kind, Moment, Whose
from app.simulate.day.world import Counter, RunWorld, Station, World

_CATCHING_UP_SECONDS = 90.0
_BETWEEN_TRIES = 0.5
_BETWEEN_ENCORES = 0.05


class Player:
    def __init__(self, plan: DayPlan, world: World, figures: Figures) -> None:
        self._plan = plan
        self._world = world
        self._figures = figures
        self._chance = random.Random(0)  # noqa: S311 - a simulation
        self.notes = Notes()
        # Seconds since midnight, by the day's own clock.
        self.now = 0.0

    async def play(self, speed: float, goes_on: Callable[[], bool] = lambda: False) -> None:
        """`speed`: how many seconds of the day go by in one. Nothing happens before the first
        moment, so the day begins there. After the last one robots inspect and sell for as long as
        it `goes_on`: a fault at which nobody asks would prove nothing."""
        self._figures.start()
        watching = asyncio.create_task(self._figures.watch_delays())
        try:
            await self._let_happen(speed, goes_on)
        finally:
            watching.cancel()
        await self._end()

    async def _let_happen(self, speed: float, goes_on: Callable[[], bool]) -> None:
        moments = self._plan.moments
        first = moments[0].at
        async with asyncio.TaskGroup() as group:
            for moment in moments:
                due = (moment.at - first) / speed
                pause = due - self._figures.now
                if pause > 0:
                    await asyncio.sleep(pause)
                self.now = moment.at
                group.create_task(self._happen(moment, due))
            while goes_on():
                await asyncio.sleep(_BETWEEN_ENCORES)
                self._encore(group)

    def _encore(self, group: asyncio.TaskGroup) -> None:
        """Something that can be done again at any time, by a robot that has nothing else to do."""
        chance = self._chance
        at = chance.randrange(len(self._world.runs))
        run = self._world.runs[at]
        robot = chance.randrange(len(run.stations))
        kind = chance.choice([Kind.INSPECT, Kind.BUY, Kind.REFUND])
        lock = run.counter.lock if kind is Kind.REFUND else run.stations[robot].lock
        if not lock.locked():
            moment = Moment(self.now, at, robot, kind, chance.randrange(len(run.tickets)))
            group.create_task(self._happen(moment, self._figures.now))

    async def _happen(self, moment: Moment, due: float) -> None:
        """`due`: seconds from the beginning of the day, by this machine's clock."""
        run = self._world.runs[moment.run]
        if moment.kind is Kind.REFUND:
            await self._give_back(run.counter, due)
            return
        station = run.stations[moment.robot]
        async with station.lock:
            if moment.kind is Kind.CUT:
                station.uplink.is_cut = True
                self._figures.count("links lost")
                return
            if moment.kind is Kind.RETURN:
                station.uplink.is_cut = False
            await self._catch_up_if_possible(station, due)
            await self._act(moment, run, station, due)

    async def _act(self, moment: Moment, run: RunWorld, station: Station, due: float) -> None:
        match moment.kind:
            case Kind.BOARD:
                await self._check(station, self._code(moment), Mode.BOARD, due)
            case Kind.INSPECT:
                await self._check(station, self._code(moment), Mode.INSPECT, due)
            case Kind.BUY:
                await self._buy(run, station, moment.passenger, due)
            case Kind.INCIDENT:
                await self._report(station, due)

    def _code(self, moment: Moment) -> str:
        runs = self._world.runs
        if moment.whose is Whose.OWN:
            return runs[moment.run].tickets[moment.passenger].code
        if moment.whose is Whose.FOREIGN and len(runs) > 1:
            return runs[moment.run - 1].tickets[0].code
        return secrets.token_urlsafe(16)

    async def _check(self, station: Station, code: str, mode: Mode, due: float) -> None:
        kiosk = station.kiosk
        watch = station.uplink.start_stopwatch()
        try:
            seen = await kiosk.check(code, mode)
        except ManifestRefused:
            self._figures.count("checks that no list allowed")
            return
        if seen.is_offline:
            self._figures.count("checks without the uplink")
            if not station.uplink.is_cut:
                self._figures.missed(mode.value.lower())
        else:
            self._figures.took(mode.value.lower(), due, watch)
        self._figures.count(f"{seen.verdict} {seen.reason or ''}".strip())
        self.notes.note_check(kiosk.robot.id, seen, boards=mode is Mode.BOARD)

    async def _buy(self, run: RunWorld, station: Station, passenger: int, due: float) -> None:
        user_id = run.tickets[passenger].user_id
        if station.uplink.is_cut:
            self._sell_alone(run.menu[0], station, user_id)
            return
        wanted = self._chance.sample(run.menu, k=self._chance.randint(1, len(run.menu)))
        items = [Wanted(item_id=one.id, count=1, price_penny=one.price_penny) for one in wanted]
        order = Order(items=items, user_id=user_id)
        watch = station.uplink.start_stopwatch()
        try:
            purchase = await station.kiosk.buy(run.store.id, order)
        except PlatformError as error:
            self._figures.took("buy", due, watch)
            self._figures.count(f"refused orders {error.code}")
            return
        if purchase is None:
            self._figures.missed("buy")
        else:
            self._figures.took("buy", due, watch)
            self.notes.note_purchase(purchase)
            run.counter.bought.append(purchase)

    def _sell_alone(self, tea: Item, station: Station, user_id: UUID) -> None:
        sold = [Sold(item_id=tea.id, count=1, price_penny=tea.price_penny)]
        sale = station.kiosk.sell_alone(sold, user_id=user_id)
        self._figures.count("sales without the uplink" if sale else "empty shelves")
        if sale:
            self.notes.note_sale(sale)

    async def _give_back(self, counter: Counter, due: float) -> None:
        """Whatever was sold last: all of it, or a piece that can be sold again."""
        async with counter.lock:
            if not counter.bought:
                return
            purchase = counter.bought.pop()
            piece = Returned(item_id=purchase.items[0].item_id, count=1, restock=True)
            items = self._chance.choice([None, [piece]])
            watch = counter.uplink.start_stopwatch()
            refund = await counter.terminal.refund(purchase.id, "Cold", items)
            self._figures.took("refund", due, watch)
            self.notes.note_refund(refund)

    async def _report(self, station: Station, due: float) -> None:
        seen = NewIncident(
            kind="SMOKE", score=0.9, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
        )
        watch = station.uplink.start_stopwatch()
        incident = await station.kiosk.report(seen)
        if incident is not None:
            self._figures.took("incident", due, watch)
            self.notes.incidents.add(incident.id)
        elif not station.uplink.is_cut:
            self._figures.missed("incident")

    async def _catch_up_if_possible(self, station: Station, due: float) -> None:
        if station.uplink.is_cut or station.kiosk.memory.is_empty:
            return
        watch = station.uplink.start_stopwatch()
        told = await station.kiosk.catch_up()
        self.notes.note_caught_up(told)
        for refused in told.refused:
            self._figures.count(f"refused orders {refused.code}")
        if told.stopped_by is not None:
            self._figures.missed("catch up")
            return
        self._figures.took("catch up", due, watch)
        with suppress(PlatformError):
            # Only to know more while the link is lost again.
            await station.kiosk.refresh()

    async def _end(self) -> None:
        """Every link is back, and every robot tells what it knows."""
        stations = [station for run in self._world.runs for station in run.stations]
        async with asyncio.timeout(_CATCHING_UP_SECONDS):
            for station in stations:
                station.uplink.is_cut = False
                while not station.kiosk.memory.is_empty:
                    await self._catch_up_if_possible(station, self._figures.now)
                    if not station.kiosk.memory.is_empty:
                        await asyncio.sleep(_BETWEEN_TRIES)
