from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.schemas import Schema

from app.models import Task, TaskState
from app.refunds.schemas import RefundCreate
from app.tasks.rules import MAXIMUM_NUMBER


class TaskItem(Schema):
    item_id: UUID
    name: str
    count: int


class TaskRead(Schema):
    """What to prepare, for whom, and since when it is how far.

    `wagon_number` and `place_number` are taken from `additional_data`, where they are numbers.
    `is_late`: it was not ready at `promised_at`, or is not yet; of an event, at that moment.

    With an `age_limit` (years) it is handed over only to a buyer whose age the staff have seen.
    """

    id: UUID
    store_id: UUID
    purchase_id: UUID
    user_id: UUID | None
    state: TaskState
    is_ready: bool
    items: list[TaskItem]
    additional_data: dict[str, Any] | None
    wagon_number: int | None
    place_number: int | None
    created_at: datetime
    promised_at: datetime | None
    is_late: bool
    taken_at: datetime | None
    taken_by: str | None
    ready_at: datetime | None
    ready_by: str | None
    handed_over_at: datetime | None
    handed_over_by: str | None
    cancelled_at: datetime | None
    cancelled_by: str | None
    age_limit: int | None
    age_confirmed_at: datetime | None

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
            wagon_number=task.wagon_number,
            place_number=task.place_number,
            created_at=task.created_at,
            promised_at=task.promised_at,
            is_late=task.is_late,
            taken_at=task.taken_at,
            taken_by=task.taken_by,
            ready_at=task.ready_at,
            ready_by=task.ready_by,
            handed_over_at=task.handed_over_at,
            handed_over_by=task.handed_over_by,
            cancelled_at=task.cancelled_at,
            cancelled_by=task.cancelled_by,
            age_limit=task.age_limit,
            age_confirmed_at=task.age_confirmed_at,
        )


class HandOver(Schema):
    """`age_confirmed`: the buyer is as old as the task's `age_limit` wants."""

    age_confirmed: Annotated[bool, Field(strict=True)] = False


class TaskCancel(Schema):
    """With `refund`, money goes back in the same transaction; restock what was not prepared."""

    refund: RefundCreate | None = None


class TaskFilters:
    """All given filters must hold."""

    def __init__(
        self,
        state: Annotated[
            list[TaskState] | None, Query(description="Any of these; repeat it for several.")
        ] = None,
        is_late: Annotated[
            bool | None, Query(description="Not ready when it was promised to be, or the others.")
        ] = None,
        wagon_number: Annotated[int | None, Query(ge=1, le=MAXIMUM_NUMBER)] = None,
    ) -> None:
        self.states = state
        self.is_late = is_late
        self.wagon_number = wagon_number
