from datetime import datetime
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression


class WatchListEntry(Audited, Timestamped, Base):
    """Somebody who is looked for. The face is held by face_server under the entry's id.

    It matches while it is approved, not expired and not removed; that it has expired is asked of
    the database's clock and never stored.
    """

    __tablename__ = "watch_list_entries"
    __audit_ignored__ = frozenset({"is_expired"})
    __table_args__ = (
        # Whoever added an entry cannot approve it, whatever the code above believes.
        CheckConstraint("approved_by_id <> added_by_id", name="second_engineer"),
        Index(
            "ix_watch_list_entries_with_face",
            "expires_at",
            postgresql_where=text("erasure_requested_at IS NULL"),
        ),
    )

    name: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(500))
    expires_at: Mapped[datetime]
    added_by_id: Mapped[UUID]
    added_by: Mapped[str] = mapped_column(String(60))
    approved_by_id: Mapped[UUID | None]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    approved_at: Mapped[datetime | None]
    removed_by: Mapped[str | None] = mapped_column(String(60))
    removed_at: Mapped[datetime | None]
    # The promise to erase the face, and when face_server has kept it.
    erasure_requested_at: Mapped[datetime | None]
    face_erased_at: Mapped[datetime | None]
    is_expired: Mapped[bool | None] = query_expression()
