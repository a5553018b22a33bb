from datetime import datetime
from uuid import UUID

from service_kit.database import Base
from service_kit.database.types import enum_type
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column
from ticket_rules import Mode, Reason, Verdict


class TicketCheck(Base):
    """One examination of a ticket, refused ones too. `ticket_id` is null for an unknown ticket.

    `question` is the SHA-256 of what was asked: a repeated `request_id` must ask the same.
    """

    __tablename__ = "ticket_checks"
    __table_args__ = (UniqueConstraint("robot_id", "request_id"),)

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id"))
    request_id: Mapped[str] = mapped_column(String(64))
    question: Mapped[bytes] = mapped_column(LargeBinary)
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    mode: Mapped[Mode] = mapped_column(enum_type(Mode))
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    checked_at: Mapped[datetime] = mapped_column(server_default=func.now())
