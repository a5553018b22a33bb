"""The keys that were used, and what was answered."""

from typing import Any

from service_kit.database.base import Base, Timestamped
from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column


class IdempotencyKey(Timestamped, Base):
    """One row per key of a caller: two callers may use the same key and never see each other.

    The row is written in the transaction of the work itself, before it. A second request with the
    same key waits on the unique constraint until the first one has committed or failed.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("caller", "key"),)

    caller: Mapped[str]
    key: Mapped[str]
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[dict[str, Any] | None]
