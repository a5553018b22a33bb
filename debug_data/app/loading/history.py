"""What happened on the days before: passengers boarded, cameras saw something, tea was sold.

It is told as a robot tells it after days without the uplink, and only of tickets that were just
issued: loading again finds it there.
"""

import datetime as dt
import hashlib
import random
from dataclasses import dataclass
from itertools import chain
from uuid import NAMESPACE_URL, UUID, uuid5

from platform_client import DeviceIdentity, Ed25519Key, Engineer, Mode, PlatformError, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.offline import OfflineCheck
from platform_client.models.purchases import Order, Wanted
from ticket_rules import code_hash

from app.catalogue import Train
from app.loading.passengers import Issued, Passengers
from app.plan import today
from app.progress import Count, Work

BOARDS, COMES_TWICE, BUYS = 0.9, 0.1, 0.3
# Enough for every page to have something on it; more would be a load test.
TRAINS = 10
_KINDS = (("LEFT_OBJECT", 0.71), ("SMOKE", 0.93), ("FALL", 0.82), ("OTHER", 0.55))


@dataclass(frozen=True)
class _Service:
    """A robot on its train, and the tickets of each day until today."""

    train: str
    robot: Robot
    days: dict[dt.date, list[Issued]]

    async def set_trip(self, date: dt.date) -> None:
        await self.robot.set_trip(self.train, date)


@dataclass(frozen=True)
class _Sight:
    """What a camera saw on a day, before it is reported."""

    service: _Service
    date: dt.date
    incident: NewIncident


class HistoryLoader:
    """`server` is the name of the platform, which the robots pin."""

    def __init__(self, admin: Engineer, server: str, work: Work) -> None:
        self._admin = admin
        self._server = server
        self._work = work
        self.checks = Count()
        self.incidents = Count()
        self.purchases = Count()

    async def load(self, trains: list[Train], passengers: Passengers) -> None:
        """One robot serves each train; on the days before today it did not reach the platform."""
        there = {robot.key_fingerprint: robot.id async for robot in self._admin.list_robots()}
        days = {train.number: _days(train, passengers) for train in trains[:TRAINS]}

        async def begin(train: str) -> _Service:
            return _Service(train, await self._robot(train, there), days[train])

        told = [train for train, issued in days.items() if issued]
        services = await self._work.each("Robots of the trains", told, begin)
        sights = await self._work.each("Checks of the days before", services, self._sync)
        # The list of incidents begins with the last reported, which is to be the last that was.
        for sight in sorted(chain(*sights), key=lambda sight: sight.incident.occurred_at):
            await self._report(sight)
        # Last, so that each robot serves today's run at the end.
        await self._work.each("Purchases", services, self._sell)

    async def _robot(self, train: str, there: dict[str, UUID]) -> Robot:
        platform = self._admin.session.platform
        key = Ed25519Key.from_seed(_seed(train, self._server))
        if known := there.get(key.fingerprint):
            return Robot(platform, DeviceIdentity(id=known, server=self._server), key)
        return await Robot.register(
            platform, self._admin.credentials, key, model_id="kiosk-1", model_name="Kiosk"
        )

    async def _sync(self, service: _Service) -> list[_Sight]:
        sequence = 0
        sights = []
        for date, issued in service.days.items():
            if date >= today():
                break
            chance = random.Random(f"history|{service.train}|{date}")  # noqa: S311 - no secret
            checks = _checks(issued, sequence, chance)
            sequence += len(checks)
            await service.set_trip(date)
            await service.robot.sync_checks(checks, device_time=dt.datetime.now(dt.UTC))
            self.checks.made += len(checks)
            sights.append(_Sight(service, date, _incident(issued[0], chance)))
        return sights

    async def _report(self, sight: _Sight) -> None:
        await sight.service.set_trip(sight.date)
        await sight.service.robot.report_incident(
            sight.incident, request_id=f"history-{sight.date}"
        )
        self.incidents.made += 1

    async def _sell(self, service: _Service) -> None:
        if issued := service.days.get(today()):
            await service.set_trip(today())
            await self._buy(service.robot, issued)

    async def _buy(self, robot: Robot, issued: list[Issued]) -> None:
        """What stands in the reports of today."""
        stores = await robot.list_stores()
        if not stores:
            return
        menu = [item async for item in robot.list_items(stores[0].id) if item.available]
        chance = random.Random(f"purchases|{robot.id}")  # noqa: S311 - no secret
        for one in issued:
            if chance.random() >= BUYS or not menu:
                continue
            item = chance.choice(menu)
            wanted = Wanted(item_id=item.id, count=1, price_penny=item.price_penny)
            place = {"wagon": one.passenger.wagon_number, "place": one.passenger.place_number}
            order = Order(items=[wanted], user_id=one.user_id, additional_data=place)
            try:
                await robot.buy(
                    stores[0].id, order, key=str(uuid5(NAMESPACE_URL, f"history|{one.id}"))
                )
            except PlatformError as error:
                if error.code != "OUT_OF_STOCK":
                    raise
            else:
                self.purchases.made += 1


def _days(train: Train, passengers: Passengers) -> dict[dt.date, list[Issued]]:
    """What was issued for the train's runs until today, day by day."""
    return {
        date: issued
        for (number, date), issued in sorted(passengers.issued.items())
        if number == train.number and issued and date <= today()
    }


def _incident(first: Issued, chance: random.Random) -> NewIncident:
    kind, score = chance.choice(_KINDS)
    occurred_at = first.passenger.departs_at + dt.timedelta(minutes=chance.randint(30, 300))
    return NewIncident(
        kind=kind, score=score, camera_id="front", occurred_at=min(occurred_at, _now())
    )


def _checks(issued: list[Issued], sequence: int, chance: random.Random) -> list[OfflineCheck]:
    """In the order in which they were made, a quarter of an hour before the doors close."""
    checks = []
    for one in issued:
        if chance.random() >= BOARDS:
            continue
        comes = one.passenger.departs_at - dt.timedelta(minutes=chance.triangular(2, 40, 15))
        again = chance.random() < COMES_TWICE
        for at in range(2 if again else 1):
            sequence += 1
            checks.append(
                OfflineCheck(
                    request_id=f"history-{one.id.hex}-{at}",
                    sequence=sequence,
                    made_at=min(comes + dt.timedelta(minutes=at), _now()),
                    code_hash=code_hash(one.code),
                    mode=Mode.BOARD,
                    verdict="REFUSED" if at else "OK",
                    reason="ALREADY_USED" if at else None,
                    manifest_version="history",
                )
            )
    return checks


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _seed(train: str, server: str) -> bytes:
    """A secret that everybody knows, as all debug data."""
    return hashlib.sha256(f"provodnik debug data|robot|{server}|{train}".encode()).digest()
