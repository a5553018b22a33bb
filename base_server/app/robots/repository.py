"""Every query for robots."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot


def live_robots() -> Select[Robot]:
    return select(Robot).where(Robot.revoked_at.is_(None))


async def get_robot(session: AsyncSession, robot_id: UUID) -> Robot | None:
    return await session.scalar(live_robots().where(Robot.id == robot_id))
