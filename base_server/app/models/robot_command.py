from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression


class CommandKind(StrEnum):
    RESTART = "RESTART"
    UPDATE_MANIFEST = "UPDATE_MANIFEST"
    UPDATE_CAMERAS = "UPDATE_CAMERAS"
    CALL_ATTENDANT = "CALL_ATTENDANT"
    LOCK = "LOCK"
    UNLOCK = "UNLOCK"
    SHOW_MESSAGE = "SHOW_MESSAGE"
    SET_VOLUME = "SET_VOLUME"


class CommandOutcome(StrEnum):
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class RobotCommand(Audited, Timestamped, Base):
    """Something that a robot is to do. It waits until the robot reports, unless it expires.

    That it has expired is never stored: `is_expired` is asked of the database's clock by the
    queries of `app.commands`.
    """

    __tablename__ = "robot_commands"
    __audit_ignored__ = frozenset({"handed_out_at", "is_expired"})
    __table_args__ = (
        Index("ix_robot_commands_waiting", "robot_id", postgresql_where=text("outcome IS NULL")),
        Index("ix_robot_commands_robot_id_id", "robot_id", "id"),
    )

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id", ondelete="CASCADE"))
    kind: Mapped[CommandKind] = mapped_column(enum_type(CommandKind))
    payload: Mapped[dict[str, Any]]
    issued_by: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    outcome: Mapped[CommandOutcome | None] = mapped_column(enum_type(CommandOutcome))
    result_text: Mapped[str | None] = mapped_column(String(500))
    finished_at: Mapped[datetime | None]
    is_expired: Mapped[bool | None] = query_expression()
