from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base
from service_kit.database.types import enum_type
from sqlalchemy import ForeignKey, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column


class ConsentSource(StrEnum):
    """Who vouches for it: the passenger in person, or the railway's own system."""

    PASSENGER = "PASSENGER"
    RAILWAY = "RAILWAY"


class FaceConsent(Audited, Base):
    """A user agreed that a face is kept, to the text of a version. Nobody's face is without one.

    At most one of a user is open; those withdrawn stay as a record of what was agreed when.
    """

    __tablename__ = "face_consents"
    __table_args__ = (
        Index("ix_face_consents_user_id", "user_id"),
        Index(
            "uq_face_consents_open",
            "user_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    text_version: Mapped[str] = mapped_column(String(20))
    source: Mapped[ConsentSource] = mapped_column(enum_type(ConsentSource))
    given_by: Mapped[str] = mapped_column(String(100))
    given_at: Mapped[datetime] = mapped_column(server_default=func.now())
    withdrawn_at: Mapped[datetime | None]
