"""The statement of a heartbeat."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.heartbeats.schemas import Heartbeat
from app.models import RobotHeartbeat


async def save_report(session: AsyncSession, robot_id: UUID, report: Heartbeat) -> datetime:
    """Make it the robot's last one. Returns its time, by the database's clock."""
    values = {**report.model_dump(), "reported_at": func.now()}
    statement = (
        insert(RobotHeartbeat)
        .values(robot_id=robot_id, **values)
        .on_conflict_do_update(index_elements=["robot_id"], set_=values)
        .returning(RobotHeartbeat.reported_at)
    )
    return (await session.execute(statement)).scalar_one()
