"""The table of the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from service_kit.audit.guard import GUARD
from service_kit.database.base import Base
from sqlalchemy import DDL, BigInteger, CheckConstraint, Index, LargeBinary, String, event
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column


class AuditEntry(Base):
    """One change, or one act that changed no row. `position` counts from 1 without gaps.

    `hash` covers everything but `caller_name`, `address` and `changes`. Those can be personal, so
    the hash covers a salted commitment to them instead: when they and the salt are erased, the
    chain still holds, and nobody can guess what stood there.

    `changes` is `json`, not `jsonb`, because the commitment is to its very bytes.
    """

    __tablename__ = "audit_entries"
    # Every filter of the list beside the order of the list, and the two that are asked together: of
    # somebody who has done much, what is rare would be sought in every entry.
    __table_args__ = (
        CheckConstraint("position > 0", name="position"),
        Index("ix_audit_entries_caller_id_id", "caller_id", "id"),
        Index("ix_audit_entries_caller_id_action_id", "caller_id", "action", "id"),
        Index("ix_audit_entries_action_id", "action", "id"),
        Index("ix_audit_entries_subject_kind_id", "subject_kind", "id"),
        Index("ix_audit_entries_subject_id_id", "subject_id", "id"),
    )

    position: Mapped[int] = mapped_column(BigInteger, unique=True)
    at: Mapped[datetime]
    caller_kind: Mapped[str] = mapped_column(String(20))
    caller_id: Mapped[UUID | None]
    caller_name: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(64))
    request_id: Mapped[str] = mapped_column(String(128))
    operation: Mapped[str | None]
    action: Mapped[str] = mapped_column(String(100))
    subject_kind: Mapped[str | None] = mapped_column(String(63))
    subject_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


# For tests that make tables from the models; migrations do it themselves.
for _statement in GUARD:
    event.listen(AuditEntry.__table__, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
