"""Every query for commands. Each asks the database's clock whether a command has expired."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_expression

from app.commands.schemas import CommandState
from app.models import CommandOutcome, RobotCommand

# What a robot is given at once; the rest follows as it reports.
MOST_AT_ONCE = 20
_IS_OPEN = RobotCommand.outcome.is_(None)
_IS_EXPIRED = RobotCommand.expires_at <= func.now()
_IS_HANDED_OUT = RobotCommand.handed_out_at.is_not(None)


def of_robot(robot_id: UUID, state: CommandState | None = None) -> Select[RobotCommand]:
    query = (
        select(RobotCommand)
        .where(RobotCommand.robot_id == robot_id)
        .options(with_expression(RobotCommand.is_expired, _IS_EXPIRED))
    )
    return query if state is None else query.where(*_conditions(state))


def _conditions(state: CommandState) -> tuple[ColumnElement[bool], ...]:
    match state:
        case CommandState.WAITING:
            return _IS_OPEN, ~_IS_EXPIRED, ~_IS_HANDED_OUT
        case CommandState.HANDED_OUT:
            return _IS_OPEN, ~_IS_EXPIRED, _IS_HANDED_OUT
        case CommandState.EXPIRED:
            return _IS_OPEN, _IS_EXPIRED
        case _:
            return (RobotCommand.outcome == CommandOutcome(state),)


async def get_command_held(
    session: AsyncSession, robot_id: UUID, command_id: UUID
) -> RobotCommand | None:
    """The command, held until the transaction ends: a result and a cancellation may race."""
    query = of_robot(robot_id).where(RobotCommand.id == command_id).with_for_update()
    return await session.scalar(query)


async def list_open(session: AsyncSession, robot_id: UUID) -> Sequence[RobotCommand]:
    """Those that may be carried out, the oldest first."""
    query = of_robot(robot_id).where(_IS_OPEN, ~_IS_EXPIRED)
    return list(await session.scalars(query.order_by(RobotCommand.id).limit(MOST_AT_ONCE)))


async def note_handed_out(session: AsyncSession, command_ids: Sequence[UUID]) -> None:
    """When the robot first heard of them. Not a change of administration, so not through the ORM's
    objects, whose changes are put on record."""
    await session.execute(
        update(RobotCommand)
        .where(RobotCommand.id.in_(command_ids), ~_IS_HANDED_OUT)
        .values(handed_out_at=func.now())
        .execution_options(synchronize_session=False)
    )
