from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi.sse import EventSourceResponse, ServerSentEvent
from service_kit.callers import StillSignedInDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.languages import LanguagesDep
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.redis_async.streams import EventStreamsDep
from service_kit.routing import feature_router, query_of

from app.fields import LastEventId
from app.refunds.errors import ItemNotInPurchase, NothingToRefund, RefundExceedsPurchase
from app.tasks import service
from app.tasks.errors import AgeNotConfirmed, TaskNotFound, TaskStateConflict
from app.tasks.events import stream_of
from app.tasks.rules import TaskAction
from app.tasks.schemas import HandOver, TaskCancel, TaskFilters, TaskRead
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router("/store", tag="tasks")


@router.get("/tasks", summary="List tasks", responses=problems(BadCursor))
async def list_tasks(
    terminal: TerminalDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[TaskFilters, query_of(TaskFilters)],
    languages: LanguagesDep,
) -> Page[TaskRead]:
    """The newest first. Items are named in a wanted language, where the menu has it."""
    return await service.list_tasks(session, own_store(terminal), page, filters, languages)


@router.get("/tasks/stream", summary="Follow tasks live", response_class=EventSourceResponse)
async def stream_tasks(
    terminal: TerminalDep,
    streams: EventStreamsDep,
    is_signed_in: StillSignedInDep,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """Events `task.created` and `task.changed`: `{"event_id", "task"}`, a task as in the list.

    The first event is `ready`; load the list after it and miss nothing. It is `reset` when what
    came after Last-Event-ID is no longer known: load the list again.
    """
    async for event in streams.follow(stream_of(own_store(terminal)), last_event_id, is_signed_in):
        yield event


_refusals = problems(TaskNotFound, TaskStateConflict)


@router.post("/task/{task_id}/take", summary="Begin a task", responses=_refusals)
async def take_task(task_id: UUID, terminal: TerminalDep, session: SessionDep) -> TaskRead:
    """Somebody prepares it now."""
    return await service.act(
        session, own_store(terminal), task_id, TaskAction.TAKE, caller_name(terminal)
    )


@router.post("/task/{task_id}/ready", summary="Mark a task as ready", responses=_refusals)
async def mark_task_ready(task_id: UUID, terminal: TerminalDep, session: SessionDep) -> TaskRead:
    """It waits to be handed over; it need not have been taken."""
    return await service.act(
        session, own_store(terminal), task_id, TaskAction.READY, caller_name(terminal)
    )


@router.post(
    "/task/{task_id}/hand_over",
    summary="Hand over what is ready",
    responses=problems(TaskNotFound, TaskStateConflict, AgeNotConfirmed),
)
async def hand_over_task(
    task_id: UUID, terminal: TerminalDep, session: SessionDep, body: HandOver | None = None
) -> TaskRead:
    """The passenger has it. A task with an `age_limit` wants `age_confirmed: true`."""
    return await service.act(
        session,
        own_store(terminal),
        task_id,
        TaskAction.HAND_OVER,
        caller_name(terminal),
        is_age_confirmed=body is not None and body.age_confirmed,
    )


@router.post(
    "/task/{task_id}/cancel",
    summary="Cancel a task",
    responses=problems(
        TaskNotFound, TaskStateConflict, ItemNotInPurchase, RefundExceedsPurchase, NothingToRefund
    ),
)
async def cancel_task(
    task_id: UUID, terminal: TerminalDep, session: SessionDep, body: TaskCancel | None = None
) -> TaskRead:
    """Nothing will be prepared. Purchase and stock stay as they are, unless `refund` is sent."""
    return await service.act(
        session,
        own_store(terminal),
        task_id,
        TaskAction.CANCEL,
        caller_name(terminal),
        refund=body.refund if body else None,
    )
