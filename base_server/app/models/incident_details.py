"""What belongs to an incident: the people, the comments, and the picture."""

from datetime import datetime
from typing import Any
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.user import User
from app.models.watch_list_entry import WatchListEntry


class IncidentParticipant(Timestamped, Base):
    """Somebody whose face was matched: a passenger of the run, or an entry of the watch-list.

    `seats` are those of the passenger's tickets on the run, as they were then.
    """

    __tablename__ = "incident_participants"
    __table_args__ = (
        UniqueConstraint("incident_id", "user_id"),
        UniqueConstraint("incident_id", "watch_list_entry_id"),
    )

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    # A user who goes takes this along; the incident stays.
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    watch_list_entry_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("watch_list_entries.id", ondelete="CASCADE"), index=True
    )
    confidence: Mapped[float]
    seats: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    user: Mapped[User | None] = relationship(lazy="raise")
    entry: Mapped[WatchListEntry | None] = relationship(lazy="raise")


class IncidentComment(Audited, Timestamped, Base):
    __tablename__ = "incident_comments"

    incident_id: Mapped[UUID] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), index=True
    )
    engineer_id: Mapped[UUID]
    engineer: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(2000))


class IncidentSnapshot(Timestamped, Base):
    """The encrypted picture of an incident, for as long as it may be kept."""

    __tablename__ = "incident_snapshots"

    incident_id: Mapped[UUID] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), unique=True
    )
    media_type: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    delete_after: Mapped[datetime] = mapped_column(index=True)
