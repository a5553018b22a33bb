from uuid import UUID

from pydantic import BaseModel

from app.models import Store, StoreType


class StoreSummary(BaseModel):
    """What another service shows of a store."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType

    @classmethod
    def of(cls, store: Store) -> "StoreSummary":
        return cls.model_validate(store, from_attributes=True)
