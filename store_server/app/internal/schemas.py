from uuid import UUID

from service_kit.schemas import Schema

from app.models import Store, StoreType


class StoreSummary(Schema):
    """What another service shows of a store."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: StoreType

    @classmethod
    def of(cls, store: Store) -> "StoreSummary":
        return cls.model_validate(store, from_attributes=True)
