from datetime import datetime
from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column


class StoreItem(Timestamped, Base):
    """Something that a store sells.

    `balance` is how many are left. It always equals the sum of the item's movements: whoever
    changes one writes the other in the same transaction, and the constraint refuses less than
    nothing whatever the code believes.
    """

    __tablename__ = "store_items"
    __table_args__ = (
        CheckConstraint("balance >= 0", name="balance_not_negative"),
        CheckConstraint("price_penny >= 0", name="price_not_negative"),
        Index("ix_store_items_store_id_id", "store_id", "id"),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(255))
    logo_url: Mapped[str | None] = mapped_column(String(255))
    category: Mapped[str | None] = mapped_column(String(100))
    price_penny: Mapped[int]
    balance: Mapped[int] = mapped_column(BigInteger, server_default="0")
    archived_at: Mapped[datetime | None]
