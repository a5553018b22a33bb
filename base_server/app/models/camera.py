from typing import Any
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from sqlalchemy import ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.robot import Robot


class Camera(Audited, Timestamped, Base):
    """A camera of a robot, under the name that the robot knows it by.

    `thresholds`: incident kind → the score from which an incident of this camera is an alarm.
    """

    __tablename__ = "cameras"
    __table_args__ = (UniqueConstraint("robot_id", "camera_id"),)

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id", ondelete="CASCADE"))
    camera_id: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(200))
    thresholds: Mapped[dict[str, Any]]
    is_on: Mapped[bool] = mapped_column(server_default=text("true"))
    robot: Mapped[Robot] = relationship(lazy="raise", viewonly=True)
