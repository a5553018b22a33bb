from enum import StrEnum
from uuid import UUID

from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column


class MovementReason(StrEnum):
    DELIVERY = "DELIVERY"
    WASTE = "WASTE"
    COUNT = "COUNT"
    TRANSFER = "TRANSFER"
    SALE = "SALE"
    REFUND = "REFUND"


class StockMovement(Timestamped, Base):
    """One line of an item's ledger; never changed once written.

    `balance` is what was left after it. `allotment_id`: where a transfer to or from a robot has its
    counterpart. `made_by` is the caller, as `kind:id`.
    """

    __tablename__ = "stock_movements"
    __table_args__ = (
        CheckConstraint("delta <> 0", name="delta_not_zero"),
        Index("ix_stock_movements_store_item_id_id", "store_item_id", "id"),
    )

    store_item_id: Mapped[UUID] = mapped_column(ForeignKey("store_items.id", ondelete="CASCADE"))
    delta: Mapped[int]
    reason: Mapped[MovementReason] = mapped_column(enum_type(MovementReason))
    balance: Mapped[int] = mapped_column(BigInteger)
    purchase_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchases.id"))
    allotment_id: Mapped[UUID | None] = mapped_column(ForeignKey("allotments.id"))
    made_by: Mapped[str] = mapped_column(String(60))
