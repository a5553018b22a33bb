"""What happened on the days before: passengers boarded, cameras saw something, tea was sold.

It is told as a robot tells it after days without the uplink, and only of tickets that were just
issued: loading again finds it there.
"""

import datetime as dt
import hashlib
import random
from uuid import NAMESPACE_URL, uuid5

from platform_client import DeviceIdentity, Ed25519Key, Engineer, Mode, PlatformError, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.offline import OfflineCheck
from platform_client.models.purchases import Order, Wanted
from platform_client.models.railway import TrainRun
from ticket_rules import code_hash

from app.catalogue import Train
from app.loading.passengers import Issued, Passengers
from app.plan import today
from app.progress import Count, Work

BOARDS, COMES_TWICE, BUYS = 0.9, 0.1, 0.3
# Enough for every page to have something on it; more would be a load test.
TRAINS = 10
_KINDS = (("LEFT_OBJECT", 0.71), ("SMOKE", 0.93), ("FALL", 0.82), ("OTHER", 0.55))


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

        async def load_train(train: Train) -> None:
            days = {
                date: issued
                for (number, date), issued in sorted(passengers.issued.items())
                if number == train.number and issued and date <= today()
            }
            if days:
                key = Ed25519Key.from_seed(_seed(train.number, self._server))
                known = there.get(key.fingerprint)
                platform = self._admin.session.platform
                robot = (
                    Robot(platform, DeviceIdentity(id=known, server=self._server), key)
                    if known
                    else await self._register(key)
                )
                await self._tell(robot, train, days)

        await self._work.each("History", trains[:TRAINS], load_train)

    async def _register(self, key: Ed25519Key) -> Robot:
        return await Robot.register(
            self._admin.session.platform,
            self._admin.credentials,
            key,
            model_id="kiosk-1",
            model_name="Kiosk",
        )

    async def _tell(self, robot: Robot, train: Train, days: dict[dt.date, list[Issued]]) -> None:
        """The days in their order, so that the robot serves the newest run at the end."""
        sequence = 0
        for date, issued in days.items():
            run = TrainRun(train_number=train.number, train_date=date)
            await robot.set_trip(run.train_number, run.train_date)
            if date < today():
                chance = random.Random(f"history|{train.number}|{date}")  # noqa: S311 - no secret
                checks = _checks(issued, sequence, chance)
                sequence += len(checks)
                await robot.sync_checks(checks, device_time=dt.datetime.now(dt.UTC))
                self.checks.made += len(checks)
                await self._report(robot, issued[0], chance)
            else:
                await self._buy(robot, issued)

    async def _report(self, robot: Robot, first: Issued, chance: random.Random) -> None:
        kind, score = chance.choice(_KINDS)
        occurred_at = first.passenger.departs_at + dt.timedelta(minutes=chance.randint(30, 300))
        seen = NewIncident(
            kind=kind, score=score, camera_id="front", occurred_at=min(occurred_at, _now())
        )
        await robot.report_incident(seen, request_id=f"history-{first.passenger.run.train_date}")
        self.incidents.made += 1

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
