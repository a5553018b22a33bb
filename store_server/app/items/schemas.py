from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from app.fields import Balance, Category, Description, LogoUrl, Name, PricePenny, SearchText
from app.models import StoreItem


class ItemWrite(BaseModel):
    name: Name
    description: Description
    price_penny: PricePenny
    logo_url: LogoUrl | None = None
    category: Category | None = None


class ItemCreate(ItemWrite):
    balance: Balance = 0


class ItemUpdate(ItemWrite):
    """`balance` is what was counted; left out, the stock stays as it is."""

    id: UUID
    balance: Balance | None = None


class ItemRead(BaseModel):
    id: UUID
    store_id: UUID
    name: str
    description: str
    price_penny: int
    logo_url: str | None
    category: str | None
    balance: int
    is_archived: bool

    @classmethod
    def of(cls, item: StoreItem) -> "ItemRead":
        return cls(
            id=item.id,
            store_id=item.store_id,
            name=item.name,
            description=item.description,
            price_penny=item.price_penny,
            logo_url=item.logo_url,
            category=item.category,
            balance=item.balance,
            is_archived=item.archived_at is not None,
        )


class ItemFilters:
    """All given filters must hold."""

    def __init__(
        self,
        category: Annotated[Category | None, Query()] = None,
        text: Annotated[
            SearchText | None,
            Query(description="Part of the name or of the description, in any case."),
        ] = None,
        is_available: Annotated[
            bool | None, Query(description="true: some are left. false: none is.")
        ] = None,
    ) -> None:
        self.category = category
        self.text = text
        self.is_available = is_available
