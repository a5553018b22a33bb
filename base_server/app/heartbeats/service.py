"""Taking a robot's report, and telling it what waits."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.commands.schemas import CommandForRobot
from app.commands.service import hand_out
from app.heartbeats import repository
from app.heartbeats.schemas import Heartbeat, HeartbeatAnswer
from app.robots.connection import HEARTBEAT_EVERY
from app.robots.schemas import TripRead
from app.robots.service import require_robot


async def take_report(session: AsyncSession, robot_id: UUID, report: Heartbeat) -> HeartbeatAnswer:
    robot = await require_robot(session, robot_id)
    now = await repository.save_report(session, robot.id, report)
    commands = await hand_out(session, robot.id)
    return HeartbeatAnswer(
        server_time=now,
        next_heartbeat_in_seconds=int(HEARTBEAT_EVERY.total_seconds()),
        trip=TripRead.of(robot),
        commands=[CommandForRobot.of(command) for command in commands],
    )
