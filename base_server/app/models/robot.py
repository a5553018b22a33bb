from datetime import date

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.paging import text_key
from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.models.device import DeviceKey
from app.models.robot_heartbeat import Connection, RobotHeartbeat


class Robot(Audited, DeviceKey, Timestamped, Base):
    """A kiosk robot and the trip that it serves now; no trip until one is set."""

    __tablename__ = "robots"
    __audit_ignored__ = frozenset({"last_seen_at", "connection", "robot_model_name_key"})
    __table_args__ = (Index("ix_robots_robot_model_name_key_id", "robot_model_name_key", "id"),)

    robot_model_id: Mapped[str] = mapped_column(String(60))
    robot_model_name: Mapped[str] = mapped_column(String(60))
    robot_model_name_key: Mapped[str] = text_key("robot_model_name")
    train_number: Mapped[str | None] = mapped_column(String(20))
    train_date: Mapped[date | None]
    wagon_number: Mapped[int | None]
    heartbeat: Mapped[RobotHeartbeat | None] = relationship(lazy="raise", viewonly=True)
    # Derived by the database's clock when a query asks for it (see `app.robots.connection`).
    connection: Mapped[Connection | None] = query_expression()
