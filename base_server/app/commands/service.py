"""Giving a robot commands, and hearing what became of them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.commands import repository
from app.commands.errors import CommandExpired, CommandFinished, CommandNotFound
from app.commands.schemas import (
    CommandCreate,
    CommandFilters,
    CommandRead,
    CommandResult,
    state_of,
)
from app.models import CommandOutcome, RobotCommand
from app.robots.service import require_robot


async def create_command(
    session: AsyncSession, robot_id: UUID, body: CommandCreate, issued_by: str
) -> CommandRead:
    await require_robot(session, robot_id)
    command = RobotCommand(
        robot_id=robot_id,
        kind=body.kind,
        payload=body.payload.model_dump(),
        issued_by=issued_by,
        expires_at=func.now() + timedelta(seconds=body.expires_in),
    )
    session.add(command)
    await session.flush()
    await session.refresh(command)
    return CommandRead.of(command)


async def list_commands(
    session: AsyncSession, robot_id: UUID, page: PageQuery, filters: CommandFilters
) -> Page[CommandRead]:
    await require_robot(session, robot_id)
    query = repository.of_robot(robot_id, filters.state)
    return await paginate(session, query, RobotCommand, page, CommandRead.of)


async def cancel_command(session: AsyncSession, robot_id: UUID, command_id: UUID) -> CommandRead:
    """The robot may have begun it: then its result comes too late, and is refused."""
    return await _finish(session, robot_id, command_id, CommandOutcome.CANCELLED, None)


async def report_result(
    session: AsyncSession, robot_id: UUID, command_id: UUID, body: CommandResult
) -> CommandRead:
    """What became of a command; reported twice is reported once."""
    return await _finish(session, robot_id, command_id, body.outcome, body.text)


async def _finish(
    session: AsyncSession,
    robot_id: UUID,
    command_id: UUID,
    outcome: CommandOutcome,
    text: str | None,
) -> CommandRead:
    command = await repository.get_command_held(session, robot_id, command_id)
    if command is None:
        raise CommandNotFound
    if command.outcome is not None:
        if (command.outcome, command.result_text) != (outcome, text):
            raise CommandFinished(state=state_of(command))
        return CommandRead.of(command)
    if command.is_expired:
        raise CommandExpired
    command.outcome, command.result_text = outcome, text
    command.finished_at = func.now()
    await session.flush()
    await session.refresh(command, ["finished_at"])
    return CommandRead.of(command)


async def hand_out(session: AsyncSession, robot_id: UUID) -> Sequence[RobotCommand]:
    """What waits for the robot. It stays until its result arrives: an answer may be lost."""
    commands = await repository.list_open(session, robot_id)
    fresh = [command.id for command in commands if command.handed_out_at is None]
    if fresh:
        await repository.note_handed_out(session, fresh)
    return commands
