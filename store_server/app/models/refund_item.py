from uuid import UUID

from service_kit.database import Base
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column


class RefundItem(Base):
    """A line of a refund, with name and price of the sale; `is_restocked`: back on the shelf."""

    __tablename__ = "refund_items"
    __table_args__ = (CheckConstraint("count > 0", name="count_positive"),)

    refund_id: Mapped[UUID] = mapped_column(ForeignKey("refunds.id"), index=True)
    store_item_id: Mapped[UUID] = mapped_column(ForeignKey("store_items.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    count: Mapped[int]
    price_penny: Mapped[int]
    is_restocked: Mapped[bool]
