from datetime import datetime
from uuid import UUID

from service_kit.database import Base
from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column


class CheckUpload(Base):
    """One delivery of checks that a robot made without the uplink.

    `clock_offset_seconds` has to be added to the device's clock to get ours. `received_through` is
    the highest sequence up to which nothing is missing, as it was answered.
    """

    __tablename__ = "check_uploads"
    __table_args__ = (Index("ix_check_uploads_robot_id", "robot_id", "id"),)

    robot_id: Mapped[UUID] = mapped_column(ForeignKey("robots.id"))
    received_at: Mapped[datetime]
    device_time: Mapped[datetime]
    clock_offset_seconds: Mapped[float]
    count: Mapped[int]
    received_through: Mapped[int] = mapped_column(BigInteger)
