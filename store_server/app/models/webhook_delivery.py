from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column


class DeliveryState(StrEnum):
    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


_PENDING = text("state = 'PENDING'")


class WebhookDelivery(Timestamped, Base):
    """One event on its way to one subscription, and what became of it.

    `body` is kept as it is sent, so that every attempt sends the same bytes. Of the pending ones
    with the same `key` only that with the lowest `position` may leave.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("event_id", "subscription_id"),
        Index("ix_webhook_deliveries_subscription_id_id", "subscription_id", "id"),
        Index(
            "ix_webhook_deliveries_due",
            "subscription_id",
            "due_at",
            "position",
            postgresql_where=_PENDING,
        ),
        Index(
            "ix_webhook_deliveries_order",
            "subscription_id",
            "key",
            "position",
            postgresql_where=_PENDING,
        ),
        Index(
            "ix_webhook_deliveries_dead",
            "subscription_id",
            "id",
            postgresql_where=text("state = 'DEAD'"),
        ),
    )

    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_subscriptions.id", ondelete="CASCADE")
    )
    event_id: Mapped[UUID]
    event_type: Mapped[str] = mapped_column(String(40))
    key: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[DeliveryState] = mapped_column(
        enum_type(DeliveryState), server_default=DeliveryState.PENDING
    )
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempted_at: Mapped[datetime | None]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(40))
    finished_at: Mapped[datetime | None]
