"""Stores, their items, purchases and tasks. Money is in pennies."""

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class StoreType(StrEnum):
    SHOP = "SHOP"
    RESTAURANT = "RESTAURANT"


class NewStore(BaseModel):
    name: str
    description: str = ""
    logo_url: str | None = None
    store_type: StoreType
    preparation_minutes: int | None = None


class StoreSummary(BaseModel):
    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType


class Store(StoreSummary):
    preparation_minutes: int
    is_archived: bool
    created_at: dt.datetime


class BoundStores(BaseModel):
    stores: list[StoreSummary]


class NewItem(BaseModel):
    name: str
    description: str = ""
    price_penny: int
    logo_url: str | None = None
    category: str | None = None
    balance: int = 0


class ItemUpdate(BaseModel):
    """Replaces all fields; without `balance` the stock stays as it is."""

    id: UUID
    name: str
    description: str = ""
    price_penny: int
    logo_url: str | None = None
    category: str | None = None
    balance: int | None = None


class Item(BaseModel):
    id: UUID
    store_id: UUID
    name: str
    description: str
    price_penny: int
    logo_url: str | None
    category: str | None
    balance: int
    is_archived: bool


class MovementReason(StrEnum):
    DELIVERY = "DELIVERY"
    WASTE = "WASTE"
    COUNT = "COUNT"
    TRANSFER = "TRANSFER"


class Movement(BaseModel):
    id: UUID
    item_id: UUID
    delta: int
    reason: str
    balance: int


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


class TaskEvent(BaseModel):
    """`kind` is `task.created` or `task.changed`, with the task; or, first on each connection,
    `ready` (nothing was missed) or `reset` (something was: load the list of tasks)."""

    kind: str
    task: Task | None
