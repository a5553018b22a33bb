"""What is bought and brought: baskets, purchases, refunds, tasks. Money is in pennies."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class Wanted(BaseModel):
    """`price_penny` is what the buyer was shown; a changed price is then refused."""

    item_id: UUID
    count: int
    price_penny: int | None = None


class Order(BaseModel):
    """What is bought. `additional_data` is for the staff: wagon, place, wishes."""

    items: list[Wanted]
    user_id: UUID | None = None
    is_default_ready: bool = False
    additional_data: dict[str, Any] | None = None
    reservation_id: UUID | None = None


class Reserved(BaseModel):
    item_id: UUID
    count: int


class Reservation(BaseModel):
    """A basket that is kept while its `state` is LIVE, until `expires_at`."""

    id: UUID
    store_id: UUID
    items: list[Reserved]
    state: str
    expires_at: dt.datetime
    purchase_id: UUID | None


class Sold(BaseModel):
    """`price_penny` is what the buyer has paid for one."""

    item_id: UUID
    count: int
    price_penny: int


class OfflineSale(BaseModel):
    """Keep it until its outcome has come; `request_id` stays the same each time."""

    request_id: UUID
    sequence: int
    made_at: dt.datetime
    store_id: UUID
    items: list[Sold]
    user_id: UUID | None = None
    additional_data: dict[str, Any] | None = None


class SaleOutcome(BaseModel):
    """`result`: ACCEPTED, DUPLICATE, or REFUSED: then the staff have it with its `reason`."""

    request_id: UUID
    result: str
    reason: str | None
    purchase_id: UUID | None


class SalesOutcome(BaseModel):
    results: list[SaleOutcome]


class PassengerOrder(BaseModel):
    """Brought to the seat of an own ticket; `ticket_id` says which when there are several."""

    store_id: UUID
    items: list[Wanted]
    ticket_id: UUID | None = None
    reservation_id: UUID | None = None
    additional_data: dict[str, Any] | None = None


class PurchaseItem(BaseModel):
    item_id: UUID
    name: str
    count: int
    price_penny: int


class Purchase(BaseModel):
    id: UUID
    store_id: UUID
    user_id: UUID | None
    items: list[PurchaseItem]
    date: dt.datetime
    total_penny: int


class Returned(BaseModel):
    """`restock`: it can be sold again."""

    item_id: UUID
    count: int
    restock: bool = False


class Refund(BaseModel):
    id: UUID
    purchase_id: UUID
    items: list[PurchaseItem]
    reason: str
    date: dt.datetime
    total_penny: int


class OwnPurchase(Purchase):
    """`state` of its preparation; when it is `promised_at`, and to which place."""

    store_name: str
    refunded_penny: int
    state: str | None
    promised_at: dt.datetime | None
    wagon_number: int | None
    place_number: int | None
    age_limit: int | None


class PurchaseEvent(BaseModel):
    """`kind` is `purchase.changed` with the state; or, first on each connection, `ready` or
    `reset` (load the purchase)."""

    kind: str
    state: str | None


class TaskItem(BaseModel):
    item_id: UUID
    name: str
    count: int


class Task(BaseModel):
    id: UUID
    store_id: UUID
    purchase_id: UUID
    user_id: UUID | None
    state: str
    is_ready: bool
    items: list[TaskItem]
    additional_data: dict[str, Any] | None
    wagon_number: int | None
    place_number: int | None
    promised_at: dt.datetime | None
    is_late: bool
    age_limit: int | None


class TaskEvent(BaseModel):
    """`kind` is `task.created` or `task.changed`, with the task; or, first on each connection,
    `ready` (nothing was missed) or `reset` (something was: load the list of tasks)."""

    kind: str
    task: Task | None
