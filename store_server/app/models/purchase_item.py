from uuid import UUID

from service_kit.database import Base
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column


class PurchaseItem(Base):
    """A line of a purchase, with the item's name and price as they were at the time of sale.

    `refunded_count` is the sum of its refunds. The constraint refuses more than was bought,
    whatever the code believes.
    """

    __tablename__ = "purchase_items"
    __table_args__ = (
        UniqueConstraint("purchase_id", "store_item_id"),
        CheckConstraint("count > 0", name="count_positive"),
        CheckConstraint("refunded_count BETWEEN 0 AND count", name="refunded_at_most_count"),
    )

    purchase_id: Mapped[UUID] = mapped_column(ForeignKey("purchases.id"))
    store_item_id: Mapped[UUID] = mapped_column(ForeignKey("store_items.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    count: Mapped[int]
    price_penny: Mapped[int]
    refunded_count: Mapped[int] = mapped_column(server_default="0")
