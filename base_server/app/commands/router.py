from typing import Annotated
from uuid import UUID

from base_api import AdminDep, RobotDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of

from app.commands import service
from app.commands.errors import CommandExpired, CommandFinished, CommandNotFound
from app.commands.schemas import CommandCreate, CommandFilters, CommandRead, CommandResult
from app.robots.errors import RobotNotFound

router = feature_router("/robot", tag="commands")
admin_router = feature_router("/admin", tag="commands")
_finished = problems(CommandNotFound, CommandFinished, CommandExpired)


@router.post(
    "/command/{command_id}/result",
    summary="Report what became of a command",
    responses=_finished,
)
async def report_command_result(
    command_id: UUID, body: CommandResult, robot: RobotDep, session: SessionDep
) -> CommandRead:
    """Send it until it arrives: the same result again is the same answer."""
    return await service.report_result(session, robot.id, command_id, body)


@admin_router.post(
    "/robot/{robot_id}/command",
    status_code=201,
    summary="Give a robot a command",
    responses=problems(RobotNotFound, IdempotencyConflict),
)
async def create_command(
    robot_id: UUID,
    body: CommandCreate,
    engineer: AdminDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> CommandRead:
    """The robot hears of it with its next heartbeat."""
    return await idempotency.once(
        CommandRead, lambda: service.create_command(session, robot_id, body, engineer.name)
    )


@admin_router.get(
    "/robot/{robot_id}/commands",
    summary="List a robot's commands",
    responses=problems(RobotNotFound),
)
async def list_commands(
    robot_id: UUID,
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[CommandFilters, query_of(CommandFilters)],
) -> Page[CommandRead]:
    """The newest first, those that are finished too."""
    return await service.list_commands(session, robot_id, page, filters)


@admin_router.post(
    "/robot/{robot_id}/command/{command_id}/cancel",
    summary="Cancel a command",
    responses=_finished,
)
async def cancel_command(
    robot_id: UUID, command_id: UUID, _: AdminDep, session: SessionDep
) -> CommandRead:
    """It is handed out no more; twice is once."""
    return await service.cancel_command(session, robot_id, command_id)
