"""The query that finds robots which came or went."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, with_expression

from app.models import Robot, RobotHeartbeat
from app.robots.connection import current_connection


async def list_changed(session: AsyncSession) -> Sequence[Robot]:
    """Robots whose connection is another one than was last told, with their heartbeats held."""
    query = (
        select(Robot)
        .join(Robot.heartbeat)
        .where(Robot.revoked_at.is_(None), RobotHeartbeat.announced != current_connection())
        .options(
            contains_eager(Robot.heartbeat), with_expression(Robot.connection, current_connection())
        )
        .limit(500)
        .with_for_update(of=RobotHeartbeat, skip_locked=True)
    )
    return list(await session.scalars(query))
