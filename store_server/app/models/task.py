from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from sqlalchemy import Computed, ForeignKey, Index, SmallInteger, String, and_, func, text
from sqlalchemy.orm import Mapped, column_property, foreign, mapped_column, relationship

from app.models.purchase_item import PurchaseItem


class TaskState(StrEnum):
    NEW = "NEW"
    TAKEN = "TAKEN"
    READY = "READY"
    HANDED_OVER = "HANDED_OVER"
    CANCELLED = "CANCELLED"


MAY_BE_LATE = "state <> 'CANCELLED' AND (ready_at > promised_at OR ready_at IS NULL)"
OPEN_STATES = frozenset({TaskState.NEW, TaskState.TAKEN, TaskState.READY})


class Task(Timestamped, Base):
    """What the staff must prepare for one purchase, and how far they are.

    `…_by` is the caller that brought it so far, as `kind:id`; nobody, where the sale itself did.

    `is_late` is asked of the database whenever a task is read: it was promised for a time at which
    it was not ready, or is not ready still. A cancelled one is never late.

    With an `age_limit` somebody of the staff has to look at the buyer before it is handed over.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index("ix_tasks_store_id_id", "store_id", "id"),
        Index(
            "ix_tasks_open",
            "store_id",
            "id",
            postgresql_where=text("state IN ('NEW', 'TAKEN', 'READY')"),
        ),
        # What is late or may still be; the times are for counting them without their rows.
        Index(
            "ix_tasks_late",
            "store_id",
            "id",
            postgresql_include=["promised_at", "ready_at"],
            postgresql_where=text(MAY_BE_LATE),
        ),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id"))
    user_id: Mapped[UUID | None]
    purchase_id: Mapped[UUID] = mapped_column(ForeignKey("purchases.id"), unique=True)
    state: Mapped[TaskState] = mapped_column(enum_type(TaskState))
    is_ready: Mapped[bool] = mapped_column(
        Computed("state IN ('READY', 'HANDED_OVER')", persisted=True)
    )
    additional_data: Mapped[dict[str, Any] | None]
    wagon_number: Mapped[int | None] = mapped_column(SmallInteger)
    place_number: Mapped[int | None] = mapped_column(SmallInteger)
    promised_at: Mapped[datetime | None] = mapped_column()
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str | None] = mapped_column(String(60))
    ready_at: Mapped[datetime | None] = mapped_column()
    ready_by: Mapped[str | None] = mapped_column(String(60))
    handed_over_at: Mapped[datetime | None]
    handed_over_by: Mapped[str | None] = mapped_column(String(60))
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None] = mapped_column(String(60))
    age_limit: Mapped[int | None] = mapped_column(SmallInteger)
    age_confirmed_at: Mapped[datetime | None]
    age_confirmed_by: Mapped[str | None] = mapped_column(String(60))
    is_late: Mapped[bool] = column_property(
        func.coalesce(
            and_(func.coalesce(ready_at, func.now()) > promised_at, state != TaskState.CANCELLED),
            False,
        )
    )
    items: Mapped[list[PurchaseItem]] = relationship(
        primaryjoin=lambda: Task.purchase_id == foreign(PurchaseItem.purchase_id),
        lazy="raise",
        viewonly=True,
        order_by=PurchaseItem.store_item_id,
    )
