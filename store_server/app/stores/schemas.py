from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from app.fields import Description, LogoUrl, Name, PreparationMinutes
from app.models import Store, StoreType


class StoreWrite(BaseModel):
    """Without `preparation_minutes` the server's usual ones are taken."""

    name: Name
    description: Description
    logo_url: LogoUrl | None = None
    store_type: StoreType
    preparation_minutes: PreparationMinutes | None = None


class StoreRead(BaseModel):
    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType
    preparation_minutes: int
    is_archived: bool
    created_at: datetime

    @classmethod
    def of(cls, store: Store) -> "StoreRead":
        return cls(
            id=store.id,
            name=store.name,
            description=store.description,
            logo_url=store.logo_url,
            store_type=store.store_type,
            preparation_minutes=store.preparation_minutes,
            is_archived=store.archived_at is not None,
            created_at=store.created_at,
        )


class StoreFilters:
    """All given filters must hold."""

    def __init__(
        self,
        store_type: Annotated[StoreType | None, Query()] = None,
        is_archived: Annotated[
            bool, Query(description="Closed stores instead of open ones.")
        ] = False,
    ) -> None:
        self.store_type = store_type
        self.is_archived = is_archived
