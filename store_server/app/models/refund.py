from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.refund_item import RefundItem


class Refund(Timestamped, Base):
    """Money given back for a purchase: a reversing entry; the purchase itself never changes.

    `made_by` is the caller, as `kind:id`.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        CheckConstraint("total_penny >= 0", name="total_not_negative"),
        Index("ix_refunds_store_id_id", "store_id", "id"),
        # With what is summed, so that a report needs no rows.
        Index(
            "ix_refunds_open",
            "store_id",
            postgresql_include=["total_penny"],
            postgresql_where=text("report_id IS NULL"),
        ),
        Index("ix_refunds_created_at", "created_at", postgresql_using="brin"),
        Index("ix_refunds_purchase_id_id", "purchase_id", "id"),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id"))
    purchase_id: Mapped[UUID] = mapped_column(ForeignKey("purchases.id"))
    # The Z report that covers it. It is written after what it covers: hence deferred.
    report_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("shift_reports.id", deferrable=True, initially="DEFERRED")
    )
    total_penny: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(255))
    made_by: Mapped[str] = mapped_column(String(60))
    items: Mapped[list[RefundItem]] = relationship(
        lazy="raise", order_by=(RefundItem.store_item_id, RefundItem.id)
    )
