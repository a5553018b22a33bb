"""Stores, their items, purchases and tasks. Money is in pennies."""

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class StoreType(StrEnum):
    SHOP = "SHOP"
    RESTAURANT = "RESTAURANT"


class StoreTranslation(BaseModel):
    """`categories`: what they are called, by the names that the items have."""

    name: str
    description: str = ""
    categories: dict[str, str] = {}


class NewStore(BaseModel):
    """`translations` by language (ISO 639-1)."""

    name: str
    description: str = ""
    logo_url: str | None = None
    store_type: StoreType
    preparation_minutes: int | None = None
    translations: dict[str, StoreTranslation] = {}


class StoreSummary(BaseModel):
    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType


class Store(StoreSummary):
    preparation_minutes: int
    translations: dict[str, StoreTranslation]
    is_archived: bool
    created_at: dt.datetime


class BoundStores(BaseModel):
    stores: list[StoreSummary]


class Translation(BaseModel):
    name: str
    description: str = ""


class NewItem(BaseModel):
    """`translations` by language (ISO 639-1). `allergens` as Regulation (EU) No 1169/2011 names
    them. `age_limit` in years: the staff look at the buyer."""

    name: str
    description: str = ""
    price_penny: int
    logo_url: str | None = None
    category: str | None = None
    balance: int = 0
    translations: dict[str, Translation] = {}
    allergens: list[str] = []
    age_limit: int | None = None


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
    available: int
    translations: dict[str, Translation]
    allergens: list[str]
    age_limit: int | None
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


class Allotment(BaseModel):
    """How many of an item a robot has with it, as far as it has told."""

    item_id: UUID
    store_id: UUID
    robot_id: UUID
    balance: int


class AllottedItem(BaseModel):
    """What a robot may sell without the uplink."""

    item_id: UUID
    store_id: UUID
    name: str
    description: str
    translations: dict[str, Translation]
    allergens: list[str]
    logo_url: str | None
    price_penny: int
    balance: int


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


class PassengerStore(StoreSummary):
    train_number: str
    train_date: dt.date


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
