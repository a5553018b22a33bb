"""The events that wait, and those that were delivered."""

from datetime import datetime
from typing import Any

from service_kit.database.base import Base, Timestamped
from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column


class OutboxEvent(Timestamped, Base):
    """One event. Its `id` stays the same however often it is delivered.

    Events of one `key` are delivered in the order of `position`; events of different keys do not
    wait for each other.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "position", postgresql_where=text("delivered_at IS NULL")),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    topic: Mapped[str]
    key: Mapped[str]
    payload: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    retry_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
