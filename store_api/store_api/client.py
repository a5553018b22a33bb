"""The client of store_server's internal routes."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, TypeAdapter
from service_kit.http_client import ServiceClient


class StoreSummary(BaseModel):
    """A store as another service shows it."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: str


_summaries = TypeAdapter(list[StoreSummary])


class StoreApi(ServiceClient):
    """Raises `PeerUnavailable` while store_server is away."""

    name: ClassVar[str] = "store"

    async def list_stores(self, ids: Collection[UUID]) -> list[StoreSummary]:
        """The open stores among `ids`; unknown and archived ones are left out."""
        if not ids:
            return []
        answer = await self.request(
            "GET", "/internal/stores", params={"ids": [str(one) for one in ids]}
        )
        return _summaries.validate_json(answer.content)

    async def is_store(self, store_id: UUID) -> bool:
        """Does an open store with this id exist?"""
        return bool(await self.list_stores([store_id]))
