from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from service_kit.audit import Audited
from service_kit.database import Base, Timestamped
from service_kit.paging import text_key
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    case,
    column,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column


class Allergen(StrEnum):
    """Those of Annex II to Regulation (EU) No 1169/2011, in its order."""

    CEREALS_WITH_GLUTEN = "CEREALS_WITH_GLUTEN"
    CRUSTACEANS = "CRUSTACEANS"
    EGGS = "EGGS"
    FISH = "FISH"
    PEANUTS = "PEANUTS"
    SOYBEANS = "SOYBEANS"
    MILK = "MILK"
    NUTS = "NUTS"
    CELERY = "CELERY"
    MUSTARD = "MUSTARD"
    SESAME = "SESAME"
    SULPHITES = "SULPHITES"
    LUPIN = "LUPIN"
    MOLLUSCS = "MOLLUSCS"


class StoreItem(Audited, Timestamped, Base):
    """Something that a store sells.

    `balance` is how many are left. It always equals the sum of the item's movements: whoever
    changes one writes the other in the same transaction, and the constraint refuses less than
    nothing whatever the code believes.

    `holds` are the pieces that reservations keep, in the row itself: whoever holds the row sees all
    of them, in the newest version of it, without a look at another table (see `app.stock.rules`).
    They say the same as the reservations' own rows, which are written in the same transaction.

    `translations`: language → name and description. `age_limit`: the youngest age, in years, at
    which one may buy it.
    """

    __tablename__ = "store_items"
    # Stock has a ledger of its own.
    __audit_ignored__ = frozenset({"balance", "holds", "name_key"})
    __table_args__ = (
        CheckConstraint("balance >= 0", name="balance_not_negative"),
        CheckConstraint("price_penny >= 0", name="price_not_negative"),
        CheckConstraint("age_limit > 0", name="age_limit_positive"),
        Index("ix_store_items_store_id_id", "store_id", "id"),
        Index("ix_store_items_store_id_name_key_id", "store_id", "name_key", "id"),
        Index("ix_store_items_held", "id", postgresql_where=text("holds <> '{}'::jsonb")),
    )

    store_id: Mapped[UUID] = mapped_column(ForeignKey("stores.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = text_key("name")
    description: Mapped[str] = mapped_column(String(255))
    logo_url: Mapped[str | None] = mapped_column(String(255))
    category: Mapped[str | None] = mapped_column(String(100))
    price_penny: Mapped[int]
    balance: Mapped[int] = mapped_column(BigInteger, server_default="0")
    translations: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    allergens: Mapped[list[str]] = mapped_column(ARRAY(String(20)), server_default="{}")
    age_limit: Mapped[int | None] = mapped_column(SmallInteger)
    holds: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    archived_at: Mapped[datetime | None]


def available_now() -> ColumnElement[int]:
    """How many of an item are left and kept for nobody: `app.stock.rules.available` in SQL."""
    hold = func.jsonb_each(StoreItem.holds).table_valued(column("key"), column("value", JSONB))
    kept = (
        select(func.coalesce(func.sum(hold.c.value[0].astext.cast(Integer)), 0))
        .select_from(hold)
        .where(hold.c.value[1].astext.cast(Double) > func.extract("epoch", func.now()))
        .scalar_subquery()
    )
    nothing = StoreItem.holds == text("'{}'::jsonb")
    return func.greatest(StoreItem.balance - case((nothing, 0), else_=kept), 0)
