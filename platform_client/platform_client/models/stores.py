"""Stores, their items and stock. Money is in pennies."""

import datetime as dt
from enum import StrEnum
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


class PassengerStore(StoreSummary):
    train_number: str
    train_date: dt.date
