"""What the robots were told, for the audit: the platform must know the same."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from platform_client import CaughtUp, Examined
from platform_client.models.purchases import Purchase


@dataclass
class Notes:
    """`checks`: request id → robot. `boarded`: ticket → robots that let its passenger in.
    `purchases`: id → pennies."""

    checks: dict[str, UUID] = field(default_factory=dict)
    boarded: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    purchases: dict[UUID, int] = field(default_factory=dict)
    sold_alone: set[UUID] = field(default_factory=set)
    incidents: set[UUID] = field(default_factory=set)
    conflicts: int = 0

    def note_check(self, robot: UUID, seen: Examined, *, boards: bool) -> None:
        self.checks[seen.request_id] = robot
        if seen.is_ok and boards and seen.ticket_id is not None:
            self.boarded[seen.ticket_id].add(robot)

    def note_purchase(self, purchase: Purchase) -> None:
        self.purchases[purchase.id] = purchase.total_penny

    def note_caught_up(self, told: CaughtUp) -> None:
        self.conflicts += sum(one.result == "CONFLICT" for one in told.checks)
        self.sold_alone |= {one.purchase_id for one in told.sales if one.purchase_id is not None}
        self.incidents |= {one.id for one in told.incidents}
        for purchase in told.purchases:
            self.note_purchase(purchase)
