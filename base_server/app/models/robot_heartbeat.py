from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.database import Base
from service_kit.database.types import enum_type
from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column


class RobotState(StrEnum):
    """What a robot says of itself. `DEGRADED` and `ERROR`: it needs somebody to look after it."""

    STARTING = "STARTING"
    READY = "READY"
    BUSY = "BUSY"
    MAINTENANCE = "MAINTENANCE"
    DEGRADED = "DEGRADED"
    ERROR = "ERROR"


class Connection(StrEnum):
    """What follows from the last report and its age; see `app.robots.connection`."""

    ONLINE = "ONLINE"
    DEGRADED = "DEGRADED"
    OFFLINE = "OFFLINE"


class RobotHeartbeat(Base):
    """The last report of a robot. A table of its own: it changes all the time, the robot hardly.

    `announced` is the connection that was last told to the monitoring, and nothing else reads it.
    """

    __tablename__ = "robot_heartbeats"

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id", ondelete="CASCADE"), unique=True)
    state: Mapped[RobotState] = mapped_column(enum_type(RobotState))
    software_version: Mapped[str] = mapped_column(String(60))
    battery_percent: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    reported_at: Mapped[datetime] = mapped_column(server_default=func.now())
    announced: Mapped[Connection] = mapped_column(
        enum_type(Connection), server_default=Connection.OFFLINE
    )
