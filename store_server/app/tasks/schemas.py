from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from app.models import Task, TaskState


class TaskItem(BaseModel):
    item_id: UUID
    name: str
    count: int


class TaskRead(BaseModel):
    """What to prepare, for whom, and since when it is how far."""

    id: UUID
    store_id: UUID
    purchase_id: UUID
    user_id: UUID | None
    state: TaskState
    is_ready: bool
    items: list[TaskItem]
    additional_data: dict[str, Any] | None
    created_at: datetime
    taken_at: datetime | None
    ready_at: datetime | None
    handed_over_at: datetime | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, task: Task) -> "TaskRead":
        return cls(
            id=task.id,
            store_id=task.store_id,
            purchase_id=task.purchase_id,
            user_id=task.user_id,
            state=task.state,
            is_ready=task.is_ready,
            items=[
                TaskItem(item_id=item.store_item_id, name=item.name, count=item.count)
                for item in task.items
            ],
            additional_data=task.additional_data,
            created_at=task.created_at,
            taken_at=task.taken_at,
            ready_at=task.ready_at,
            handed_over_at=task.handed_over_at,
            cancelled_at=task.cancelled_at,
        )


class TaskFilters:
    def __init__(
        self,
        state: Annotated[
            list[TaskState] | None, Query(description="Any of these; repeat it for several.")
        ] = None,
    ) -> None:
        self.states = state
