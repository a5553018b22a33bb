from datetime import datetime
from enum import StrEnum
from typing import Any

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.database.types import enum_type
from service_kit.paging import text_key
from sqlalchemy import CheckConstraint, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column


class StoreType(StrEnum):
    SHOP = "SHOP"
    RESTAURANT = "RESTAURANT"


class Store(Audited, Timestamped, Base):
    """A shop or restaurant. One that has sold something is archived instead of erased.

    `preparation_minutes` is what it promises to need for an order. `translations`: language →
    name, description, and what its categories are called.
    """

    __tablename__ = "stores"
    __audit_ignored__ = frozenset({"name_key"})
    __table_args__ = (
        CheckConstraint("preparation_minutes > 0", name="preparation_minutes_positive"),
        Index("ix_stores_name_key_id", "name_key", "id"),
    )

    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = text_key("name")
    description: Mapped[str] = mapped_column(String(255))
    logo_url: Mapped[str | None] = mapped_column(String(255))
    store_type: Mapped[StoreType] = mapped_column(enum_type(StoreType))
    preparation_minutes: Mapped[int] = mapped_column(SmallInteger)
    translations: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    archived_at: Mapped[datetime | None]
