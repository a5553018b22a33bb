"""Every query for tasks, but the one that makes them (see `app.purchases.hot_path`)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.models import Task, TaskState
from app.models.task import MAY_BE_LATE, OPEN_STATES

# In so many words, not as parameters: it tells PostgreSQL that `ix_tasks_open` holds them all.
_IS_OPEN = Task.state.in_([literal_column(f"'{state}'") for state in sorted(OPEN_STATES)])
# For `ix_tasks_late`, in the very words of its condition.
_MAY_BE_LATE = text(MAY_BE_LATE)


def filtered(
    store_id: UUID,
    *,
    states: Collection[TaskState] | None,
    is_late: bool | None,
    wagon_number: int | None,
) -> Select[Task]:
    """Tasks of a store; None does not filter."""
    query = select(Task).where(Task.store_id == store_id).options(selectinload(Task.items))
    if states:
        query = query.where(Task.state.in_(states))
    if states and OPEN_STATES.issuperset(states):
        query = query.where(_IS_OPEN)
    if is_late is True:
        query = query.where(_MAY_BE_LATE, Task.is_late)
    elif is_late is False:
        query = query.where(Task.is_late.is_(False))
    if wagon_number is not None:
        query = query.where(Task.wagon_number == wagon_number)
    return query


async def get_task_held(
    session: AsyncSession, store_id: UUID, task_id: UUID
) -> tuple[Task, datetime] | None:
    """The task, held until the transaction ends, and the time by the database's clock."""
    query = (
        select(Task, func.now())
        .where(Task.id == task_id, Task.store_id == store_id)
        .options(selectinload(Task.items))
        .with_for_update(of=Task, key_share=True)
    )
    found = (await session.execute(query)).one_or_none()
    return (found[0], found[1]) if found else None
