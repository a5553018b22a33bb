from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from app.fields import Description, LogoUrl, Name
from app.models import Store, StoreType


class StoreWrite(BaseModel):
    name: Name
    description: Description
    logo_url: LogoUrl | None = None
    store_type: StoreType


class StoreRead(BaseModel):
    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType
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
