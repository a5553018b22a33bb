from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service_kit.database import Base
from service_kit.database.types import enum_type
from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from ticket_rules import Mode, Reason, Standing, Verdict

from app.models.robot import Robot
from app.models.ticket import Ticket


class CheckSource(StrEnum):
    """Whether the server decided, or the robot by itself."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"


class TicketCheck(Base):
    """One examination of a ticket, refused ones too. `ticket_id` is null for an unknown ticket.

    `question` is the SHA-256 of what was asked or uploaded: a repeated `request_id` must be the
    same. The run is that of the robot when it checked. `checked_at` is by our clock, `device_time`
    as the robot's clock showed it. A boarding claims the ticket and so has a `standing`, which
    later uploads may change; `cause` is why it is in conflict.
    """

    __tablename__ = "ticket_checks"
    __table_args__ = (
        # A robot that was cut off while asking decides by itself under the same `request_id`.
        UniqueConstraint("robot_id", "request_id", "source"),
        Index(
            "ix_ticket_checks_sequence",
            "robot_id",
            "device_sequence",
            postgresql_where=text("source = 'OFFLINE'"),
        ),
        # The many checks that went well are in neither: a boarding pays for none of them.
        Index("ix_ticket_checks_conflict", "id", postgresql_where=text("standing = 'CONFLICT'")),
        Index(
            "ix_ticket_checks_refused",
            "train_number",
            "train_date",
            postgresql_where=text("verdict = 'REFUSED'"),
        ),
    )

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id"))
    request_id: Mapped[str] = mapped_column(String(64))
    question: Mapped[bytes] = mapped_column(LargeBinary)
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    mode: Mapped[Mode] = mapped_column(enum_type(Mode))
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    checked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    source: Mapped[CheckSource] = mapped_column(enum_type(CheckSource), server_default="ONLINE")
    train_number: Mapped[str | None] = mapped_column(String(20))
    train_date: Mapped[date | None]
    wagon_number: Mapped[int | None]
    standing: Mapped[Standing | None] = mapped_column(enum_type(Standing))
    cause: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    device_sequence: Mapped[int | None] = mapped_column(BigInteger)
    device_time: Mapped[datetime | None]
    upload_id: Mapped[UUID | None] = mapped_column(ForeignKey("check_uploads.id"))
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(60))
    settlement: Mapped[str | None] = mapped_column(String(1000))
    ticket: Mapped[Ticket | None] = relationship(lazy="raise", viewonly=True)
    robot: Mapped[Robot] = relationship(lazy="raise", viewonly=True)
