"""What the robots were told, for the audit: the platform must know the same."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from platform_client import CaughtUp, Examined
from platform_client.models.purchases import OfflineSale, Purchase, Refund


@dataclass(frozen=True)
class Check:
    """`ticket_id`: none where the robot saw none that it knows."""

    robot_id: UUID
    verdict: str
    ticket_id: UUID | None
    is_offline: bool


@dataclass
class Notes:
    """`checks`: by request id. `boarded`: ticket → robots that let its passenger in. `purchases`
    and `refunds`: id → pennies. `sales`, without the uplink: request id → pennies."""

    checks: dict[str, Check] = field(default_factory=dict)
    boarded: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    purchases: dict[UUID, int] = field(default_factory=dict)
    refunds: dict[UUID, int] = field(default_factory=dict)
    sales: dict[UUID, int] = field(default_factory=dict)
    sold_alone: set[UUID] = field(default_factory=set)
    incidents: set[UUID] = field(default_factory=set)
    conflicts: int = 0

    def note_check(self, robot: UUID, seen: Examined, *, boards: bool) -> None:
        check = Check(robot, seen.verdict, seen.ticket_id, seen.is_offline)
        self.checks[seen.request_id] = check
        if seen.is_ok and boards and seen.ticket_id is not None:
            self.boarded[seen.ticket_id].add(robot)

    def note_purchase(self, purchase: Purchase) -> None:
        self.purchases[purchase.id] = purchase.total_penny

    def note_refund(self, refund: Refund) -> None:
        self.refunds[refund.id] = refund.total_penny

    def note_sale(self, sale: OfflineSale) -> None:
        self.sales[sale.request_id] = sum(one.count * one.price_penny for one in sale.items)

    def note_caught_up(self, told: CaughtUp) -> None:
        self.conflicts += sum(one.result == "CONFLICT" for one in told.checks)
        self.sold_alone |= {one.purchase_id for one in told.sales if one.purchase_id is not None}
        self.incidents |= {one.id for one in told.incidents}
        for purchase in told.purchases:
            self.note_purchase(purchase)
