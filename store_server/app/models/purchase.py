from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.models.purchase_item import PurchaseItem
from app.models.refund import Refund
from app.models.store import Store
from app.models.task import Task


class Purchase(Timestamped, Base):
    """What was sold at once. `seller` is the caller that sold it, as `kind:id`."""

    __tablename__ = "purchases"
    __table_args__ = (
        Index("ix_purchases_store_id_id", "store_id", "id"),
        Index(
            "ix_purchases_user_id_id",
            "user_id",
            "id",
            postgresql_where=text("user_id IS NOT NULL"),
        ),
        # With what is summed, so that a report needs no rows.
        Index(
            "ix_purchases_open",
            "store_id",
            postgresql_include=["total_penny"],
            postgresql_where=text("report_id IS NULL"),
        ),
        Index("ix_purchases_created_at", "created_at", postgresql_using="brin"),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id"))
    user_id: Mapped[UUID | None]
    # The Z report that covers it. It is written after what it covers: hence deferred.
    report_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("shift_reports.id", deferrable=True, initially="DEFERRED")
    )
    total_penny: Mapped[int] = mapped_column(BigInteger)
    seller: Mapped[str] = mapped_column(String(60))
    store: Mapped[Store] = relationship(lazy="raise", viewonly=True)
    items: Mapped[list[PurchaseItem]] = relationship(
        lazy="raise", viewonly=True, order_by=PurchaseItem.store_item_id
    )
    refunds: Mapped[list[Refund]] = relationship(lazy="raise", viewonly=True, order_by=Refund.id)
    task: Mapped[Task | None] = relationship(
        primaryjoin=lambda: Purchase.id == foreign(Task.purchase_id),
        lazy="raise",
        viewonly=True,
        uselist=False,
    )
