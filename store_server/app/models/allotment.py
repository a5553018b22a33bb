from enum import StrEnum
from uuid import UUID

from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.store_item import StoreItem


class Allotment(Timestamped, Base):
    """How many pieces of an item a robot has with it, to sell without the uplink.

    They have left the store's own balance. `balance` always equals the sum of the allotment's
    movements, and those of reason TRANSFER have their counterpart in the item's ledger.
    """

    __tablename__ = "allotments"
    __table_args__ = (
        UniqueConstraint("robot_id", "store_item_id"),
        CheckConstraint("balance >= 0", name="balance_not_negative"),
        Index("ix_allotments_store_id_id", "store_id", "id"),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id"))
    store_item_id: Mapped[UUID] = mapped_column(ForeignKey("store_items.id"), index=True)
    robot_id: Mapped[UUID]
    balance: Mapped[int] = mapped_column(BigInteger, server_default="0")
    item: Mapped[StoreItem] = relationship(lazy="raise", viewonly=True)


class AllotmentReason(StrEnum):
    TRANSFER = "TRANSFER"
    SALE = "SALE"


class AllotmentMovement(Timestamped, Base):
    """One line of an allotment's ledger; never changed once written."""

    __tablename__ = "allotment_movements"
    __table_args__ = (
        CheckConstraint("delta <> 0", name="delta_not_zero"),
        Index("ix_allotment_movements_allotment_id_id", "allotment_id", "id"),
    )

    allotment_id: Mapped[UUID] = mapped_column(ForeignKey("allotments.id"))
    delta: Mapped[int]
    reason: Mapped[AllotmentReason] = mapped_column(enum_type(AllotmentReason))
    balance: Mapped[int] = mapped_column(BigInteger)
    purchase_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchases.id"))
    made_by: Mapped[str] = mapped_column(String(60))
