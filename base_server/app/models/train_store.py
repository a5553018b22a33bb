from datetime import date
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column


class TrainStore(Audited, Timestamped, Base):
    """A store sells on a train run. Bound twice is bound once."""

    __tablename__ = "train_stores"
    __table_args__ = (UniqueConstraint("train_number", "train_date", "store_id"),)

    store_id: Mapped[UUID] = mapped_column(index=True)
    train_number: Mapped[str] = mapped_column(String(20))
    train_date: Mapped[date]
