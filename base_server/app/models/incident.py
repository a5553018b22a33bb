import datetime as dt
from enum import StrEnum
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column


class IncidentKind(StrEnum):
    """`PERSON`: somebody who is looked for may have been seen."""

    FIGHT = "FIGHT"
    WEAPON = "WEAPON"
    FALL = "FALL"
    SMOKE = "SMOKE"
    LEFT_OBJECT = "LEFT_OBJECT"
    PERSON = "PERSON"
    OTHER = "OTHER"


class IncidentState(StrEnum):
    NEW = "NEW"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"
    FALSE_ALARM = "FALSE_ALARM"


class FaceMatching(StrEnum):
    """How far the faces of an incident are: none sent, not asked yet, asked, or asked in vain."""

    NONE = "NONE"
    PENDING = "PENDING"
    MATCHED = "MATCHED"
    UNAVAILABLE = "UNAVAILABLE"


class Incident(Audited, Timestamped, Base):
    """What a camera of a robot has seen, with the trip and the camera as they were then.

    `question` is the SHA-256 of the report: a repeated `request_id` must report the same.
    """

    __tablename__ = "incidents"
    __audit_secret__ = frozenset({"question"})
    __table_args__ = (
        UniqueConstraint("robot_id", "request_id"),
        Index("ix_incidents_train_number_train_date", "train_number", "train_date"),
        Index("ix_incidents_occurred_at", "occurred_at"),
        Index(
            "ix_incidents_open",
            "id",
            postgresql_where=text("is_alarm AND state IN ('NEW', 'ACKNOWLEDGED')"),
        ),
    )

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id"))
    request_id: Mapped[str] = mapped_column(String(64))
    question: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[IncidentKind] = mapped_column(enum_type(IncidentKind))
    score: Mapped[float]
    is_alarm: Mapped[bool]
    state: Mapped[IncidentState] = mapped_column(enum_type(IncidentState), server_default="NEW")
    occurred_at: Mapped[dt.datetime]
    camera_id: Mapped[str] = mapped_column(String(60))
    camera_name: Mapped[str | None] = mapped_column(String(100))
    camera_place: Mapped[str | None] = mapped_column(String(200))
    train_number: Mapped[str | None] = mapped_column(String(20))
    train_date: Mapped[dt.date | None]
    wagon_number: Mapped[int | None]
    face_matching: Mapped[FaceMatching] = mapped_column(enum_type(FaceMatching))
    faces_sent: Mapped[int]
    faces_unusable: Mapped[int] = mapped_column(server_default=text("0"))
    passengers_matched: Mapped[int] = mapped_column(server_default=text("0"))
    watch_list_matched: Mapped[int] = mapped_column(server_default=text("0"))
    # Until when the picture is kept; null when there is none, or it was deleted before its time.
    snapshot_until: Mapped[dt.datetime | None]
    acknowledged_by_id: Mapped[UUID | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(60))
    acknowledged_at: Mapped[dt.datetime | None]
    closed_by_id: Mapped[UUID | None]
    closed_by: Mapped[str | None] = mapped_column(String(60))
    closed_at: Mapped[dt.datetime | None]
    closing_reason: Mapped[str | None] = mapped_column(String(500))
