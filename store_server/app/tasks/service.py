"""What becomes of a task."""

from datetime import datetime
from uuid import UUID

from service_kit.outbox import append_event
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.items import service as items
from app.models import Task, TaskState
from app.refunds import service as refunds
from app.refunds.schemas import RefundCreate
from app.tasks import repository
from app.tasks.errors import TaskNotFound
from app.tasks.events import TASK_CHANGED, payload_of
from app.tasks.rules import TaskAction, require_age, state_after
from app.tasks.schemas import TaskFilters, TaskRead


async def list_tasks(
    session: AsyncSession,
    store_id: UUID,
    page: PageQuery,
    filters: TaskFilters,
    languages: list[str],
) -> Page[TaskRead]:
    """With the items' names in a wanted language, else as they were sold."""
    query = repository.filtered(
        store_id,
        states=filters.states,
        is_late=filters.is_late,
        wagon_number=filters.wagon_number,
    )
    found = await paginate(session, query, Task, page, TaskRead.of)
    lines = [line for task in found.items for line in task.items]
    names = await items.names_in_language(session, {line.item_id for line in lines}, languages)
    for line in lines:
        line.name = names.get(line.item_id, line.name)
    return found


async def act(
    session: AsyncSession,
    store_id: UUID,
    task_id: UUID,
    action: TaskAction,
    by: str,
    *,
    is_age_confirmed: bool = False,
    refund: RefundCreate | None = None,
) -> TaskRead:
    """Bring a task on, and tell the store's screens when that changed it.

    `refund` is made with the change, or neither is; done twice is done once.
    """
    found = await repository.get_task_held(session, store_id, task_id)
    if found is None:
        raise TaskNotFound
    task, now = found
    state = state_after(task.state, action)
    if state is task.state:
        return TaskRead.of(task)
    if state is TaskState.HANDED_OVER and task.age_limit is not None:
        require_age(task.age_limit, is_confirmed=is_age_confirmed)
        task.age_confirmed_at, task.age_confirmed_by = now, by
    _enter(task, state, now, by)
    if refund is not None:
        await refunds.refund(session, store_id, task.purchase_id, refund, by)
    await session.flush()
    await session.refresh(task, ["is_ready", "is_late"])
    changed = TaskRead.of(task)
    append_event(
        session, topic=TASK_CHANGED, key=str(task.purchase_id), payload=payload_of(changed)
    )
    return changed


def _enter(task: Task, state: TaskState, now: datetime, by: str) -> None:
    task.state = state
    setattr(task, f"{state.lower()}_at", now)
    setattr(task, f"{state.lower()}_by", by)
