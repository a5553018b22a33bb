"""A robot at its work: it asks the platform while there is an uplink, decides by itself while there
is none, and tells the platform afterwards. Nothing is done twice and nothing is forgotten."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from platform_client.errors import PlatformError
from platform_client.models.checks import Mode
from platform_client.models.monitoring import Incident, NewIncident
from platform_client.models.offline import CheckResult
from platform_client.models.purchases import OfflineSale, Order, Purchase, SaleOutcome, Sold
from platform_client.models.stores import AllottedItem
from platform_client.offline import Clock, Journal, OfflineChecker
from platform_client.retries import is_passing
from platform_client.robot import Robot
from pydantic import BaseModel, Field
from ticket_rules import TrainRun


@dataclass(frozen=True)
class Examined:
    """`verdict` is OK or REFUSED, with the platform's reasons. `is_offline`: decided by the robot
    itself, by its list of tickets."""

    request_id: str
    verdict: str
    reason: str | None
    ticket_id: UUID | None
    is_offline: bool

    @property
    def is_ok(self) -> bool:
        return self.verdict == "OK"


class UnansweredOrder(BaseModel):
    """An order that may have arrived or not; only its `key` can tell."""

    key: str
    store_id: UUID
    order: Order


class UnansweredReport(BaseModel):
    """An incident of which the platform may not know yet."""

    request_id: str
    incident: NewIncident


class KioskMemory(BaseModel):
    """What must outlive a restart: keep it as JSON whenever `keep` is called."""

    checks: Journal = Field(default_factory=Journal)
    last_sale: int = 0
    sales: list[OfflineSale] = Field(default_factory=list)
    orders: list[UnansweredOrder] = Field(default_factory=list)
    reports: list[UnansweredReport] = Field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the platform knows everything."""
        return not (self.checks.waiting or self.sales or self.orders or self.reports)


@dataclass
class CaughtUp:
    """What the platform said to all that had waited, in this order. `refused`: orders that had
    never arrived, and that the platform refuses now. `stopped_by`: why the rest still waits."""

    checks: list[CheckResult] = field(default_factory=list)
    sales: list[SaleOutcome] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    refused: list[PlatformError] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    stopped_by: PlatformError | None = None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Kiosk:
    """Of one robot on one run. The platform of its `robot` should be an impatient one
    (`Platform(url, retries=RetryPolicy(patience=1), timeout=2)`, say): a passenger stands there.

    One kiosk does one thing after the other. `keep` is called with what must be written down before
    the passenger hears anything.
    """

    def __init__(
        self,
        robot: Robot,
        run: TrainRun,
        *,
        wagon_number: int | None = None,
        memory: KioskMemory | None = None,
        keep: Callable[[KioskMemory], None] = lambda _: None,
        clock: Clock = _now,
    ) -> None:
        self.robot = robot
        self.memory = memory or KioskMemory()
        self.shelf: dict[UUID, AllottedItem] = {}
        self._keep = keep
        self._clock = clock
        self._checker = OfflineChecker(
            robot, run, wagon_number=wagon_number, journal=self.memory.checks, clock=clock
        )

    async def begin(self) -> None:
        """Take along what is needed without the uplink: the list of tickets, what may be sold."""
        run = self._checker.run
        await self.robot.set_trip(run.train_number, run.train_date, self._checker.wagon_number)
        await self.refresh()

    async def refresh(self) -> None:
        """Bring both up to date. Not while something waits: what was sold would be there again."""
        await self._checker.refresh()
        if not self.memory.sales:
            self.shelf = {one.item_id: one for one in await self.robot.list_allotments()}

    async def check(self, code: str, mode: Mode = Mode.BOARD) -> Examined:
        """Raises `ManifestRefused` when the platform does not answer and the list has expired."""
        request_id = str(uuid4())
        if not self.memory.checks.waiting:
            try:
                seen = await self.robot.check_code(code, mode, request_id=request_id)
            except PlatformError as error:
                if not is_passing(error):
                    raise
            else:
                ticket_id = seen.ticket.id if seen.ticket else None
                return Examined(request_id, seen.verdict, seen.reason, ticket_id, False)
        return self._check_alone(code, mode, request_id)

    def _check_alone(self, code: str, mode: Mode, request_id: str) -> Examined:
        """Also while something waits: the platform would judge without knowing of it."""
        seen = self._checker.check(code, mode, request_id=request_id)
        self._keep(self.memory)
        ticket_id = seen.ticket.id if seen.ticket else None
        judgement = seen.judgement
        return Examined(request_id, judgement.verdict, judgement.reason, ticket_id, True)

    async def buy(self, store_id: UUID, order: Order) -> Purchase | None:
        """None when no answer came: the order is kept, and `catch_up` tells what became of it."""
        asked = UnansweredOrder(key=str(uuid4()), store_id=store_id, order=order)
        self.memory.orders.append(asked)
        self._keep(self.memory)
        try:
            purchase = await self.robot.buy(store_id, order, key=asked.key)
        except PlatformError as error:
            if is_passing(error):
                return None
            self._forget(asked)
            raise
        self._forget(asked)
        return purchase

    def sell_alone(
        self, sold: Sequence[Sold], *, user_id: UUID | None = None
    ) -> OfflineSale | None:
        """Hand out what the robot has with it, without the uplink; None where it has too little."""
        if any(not self._has(one) for one in sold):
            return None
        for one in sold:
            self.shelf[one.item_id].balance -= one.count
        self.memory.last_sale += 1
        sale = OfflineSale(
            request_id=uuid4(),
            sequence=self.memory.last_sale,
            made_at=self._clock(),
            store_id=self.shelf[sold[0].item_id].store_id,
            items=list(sold),
            user_id=user_id,
        )
        self.memory.sales.append(sale)
        self._keep(self.memory)
        return sale

    async def report(self, incident: NewIncident) -> Incident | None:
        """None when no answer came: `catch_up` reports it again, as the same incident."""
        report = UnansweredReport(request_id=str(uuid4()), incident=incident)
        self.memory.reports.append(report)
        self._keep(self.memory)
        try:
            return await self._report(report)
        except PlatformError as error:
            if not is_passing(error):
                raise
            return None

    async def catch_up(self) -> CaughtUp:
        """Tell the platform what it does not know. What it has taken is not told again, also where
        it went away in the middle."""
        told = CaughtUp()
        try:
            await self._tell(told)
        except PlatformError as error:
            if not is_passing(error):
                raise
            told.stopped_by = error
        return told

    async def _tell(self, told: CaughtUp) -> None:
        if self.memory.checks.waiting:
            told.checks += await self._checker.sync()
            self._keep(self.memory)
        told.sales += await self._upload_sales()
        for report in list(self.memory.reports):
            told.incidents.append(await self._report(report))
        for asked in list(self.memory.orders):
            try:
                told.purchases.append(
                    await self.robot.buy(asked.store_id, asked.order, key=asked.key)
                )
            except PlatformError as error:
                if is_passing(error):
                    raise
                told.refused.append(error)
            self._forget(asked)

    async def _report(self, report: UnansweredReport) -> Incident:
        answer = await self.robot.report_incident(report.incident, request_id=report.request_id)
        left = [one for one in self.memory.reports if one.request_id != report.request_id]
        self.memory.reports = left
        self._keep(self.memory)
        return answer

    async def _upload_sales(self) -> list[SaleOutcome]:
        if not self.memory.sales:
            return []
        outcomes = await self.robot.upload_sales(self.memory.sales)
        known = {one.request_id for one in outcomes}
        self.memory.sales = [one for one in self.memory.sales if one.request_id not in known]
        self._keep(self.memory)
        return outcomes

    def _has(self, wanted: Sold) -> bool:
        there = self.shelf.get(wanted.item_id)
        return there is not None and there.balance >= wanted.count

    def _forget(self, asked: UnansweredOrder) -> None:
        self.memory.orders = [one for one in self.memory.orders if one.key != asked.key]
        self._keep(self.memory)
