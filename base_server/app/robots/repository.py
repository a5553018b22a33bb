"""Every query for robots."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, with_expression

from app.models import Robot
from app.robots.connection import current_connection
from app.robots.schemas import RobotFilters


def live_robots() -> Select[Robot]:
    """With the last report, and what follows from its age."""
    return (
        select(Robot)
        .outerjoin(Robot.heartbeat)
        .where(Robot.revoked_at.is_(None))
        .options(
            contains_eager(Robot.heartbeat), with_expression(Robot.connection, current_connection())
        )
    )


def filtered(filters: RobotFilters) -> Select[Robot]:
    query = live_robots()
    for column, value in filters.by_column.items():
        if value is not None:
            query = query.where(getattr(Robot, column) == value)
    if filters.connection is not None:
        query = query.where(current_connection() == filters.connection)
    return query


async def get_robot(session: AsyncSession, robot_id: UUID) -> Robot | None:
    return await session.scalar(live_robots().where(Robot.id == robot_id))


async def get_robot_held(session: AsyncSession, robot_id: UUID) -> Robot | None:
    """The robot, held until the transaction ends. Rows that refer to it can still be written."""
    query = live_robots().where(Robot.id == robot_id)
    return await session.scalar(query.with_for_update(of=Robot, key_share=True))
