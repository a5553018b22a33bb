"""What is to be sold, once it is known who asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.purchases.rules import Wanted
from app.railway.seats import SeatWish


@dataclass(frozen=True, slots=True)
class RepeatKey:
    """The Idempotency-Key of a request, and what tells its body from another one."""

    caller: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """`robot_id` is the robot that sells, None at a terminal; `seat` where a passenger who buys
    without anybody's help wants it to be brought.

    `reservation_id` is a reservation of the seller, which the sale uses up.
    """

    store_id: UUID
    user_id: UUID | None
    wanted: list[Wanted]
    is_default_ready: bool
    additional_data: dict[str, Any] | None
    seller: str
    robot_id: UUID | None
    repeat_key: RepeatKey | None
    reservation_id: UUID | None = None
    seat: SeatWish | None = None

    @property
    def is_attended(self) -> bool:
        """Does somebody of the staff see the buyer?"""
        return self.robot_id is None and self.seat is None
