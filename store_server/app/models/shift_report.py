from datetime import date, datetime
from uuid import UUID

from service_kit.database import Base, Timestamped
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column


class ShiftReport(Timestamped, Base):
    """A Z report: what a store sold and refunded since its previous one.

    Purchases and refunds name the report that covers them, so each is in exactly one. A trigger
    refuses every change: a report that was printed stays as it is.
    """

    __tablename__ = "shift_reports"
    __table_args__ = (
        UniqueConstraint("store_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id"))
    number: Mapped[int]
    train_number: Mapped[str | None] = mapped_column(String(20))
    train_date: Mapped[date | None]
    opened_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(60))
    purchases: Mapped[int] = mapped_column(BigInteger)
    purchases_penny: Mapped[int] = mapped_column(BigInteger)
    refunds: Mapped[int] = mapped_column(BigInteger)
    refunds_penny: Mapped[int] = mapped_column(BigInteger)
