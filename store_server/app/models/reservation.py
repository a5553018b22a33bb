from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column


class ReservationState(StrEnum):
    LIVE = "LIVE"
    USED = "USED"
    RELEASED = "RELEASED"
    EXPIRED = "EXPIRED"


class Reservation(Timestamped, Base):
    """A basket whose pieces are kept for its `holder` (`kind:id`) until it expires.

    `items`: the id of an item → how many. The items' own rows hold the same (`StoreItem.holds`).
    """

    __tablename__ = "reservations"
    __table_args__ = (Index("ix_reservations_holder_expires_at", "holder", "expires_at"),)

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id", ondelete="CASCADE"))
    holder: Mapped[str] = mapped_column(String(60))
    items: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]
    purchase_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchases.id"))
    released_at: Mapped[datetime | None]

    def state_at(self, now: datetime) -> ReservationState:
        if self.purchase_id is not None:
            return ReservationState.USED
        if self.released_at is not None:
            return ReservationState.RELEASED
        return ReservationState.LIVE if now < self.expires_at else ReservationState.EXPIRED
