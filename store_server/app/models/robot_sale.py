from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column


class SaleResult(StrEnum):
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


class SaleReason(StrEnum):
    NOT_ALLOTTED = "NOT_ALLOTTED"
    ALLOTMENT_EXCEEDED = "ALLOTMENT_EXCEEDED"
    DIFFERENT_PRICES = "DIFFERENT_PRICES"
    REQUEST_ID_REUSED = "REQUEST_ID_REUSED"


class RobotSale(Timestamped, Base):
    """A sale that a robot made without the uplink, as it was uploaded; nothing of it is dropped.

    A refused one took place too: goods and money have changed hands, so the staff settle it. Its
    store may be one that does not exist, hence no foreign key.
    """

    __tablename__ = "robot_sales"
    __table_args__ = (
        UniqueConstraint("robot_id", "request_id", "fingerprint"),
        Index("ix_robot_sales_store_id_id", "store_id", "id"),
    )

    robot_id: Mapped[UUID]
    request_id: Mapped[UUID]
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    sequence: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    store_id: Mapped[UUID]
    sale: Mapped[dict[str, Any]]
    result: Mapped[SaleResult] = mapped_column(enum_type(SaleResult))
    reason: Mapped[SaleReason | None] = mapped_column(enum_type(SaleReason))
    purchase_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchases.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(255))
