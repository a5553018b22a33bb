"""The client of store_server's internal routes."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import TypeAdapter
from service_kit.http_client import ServiceClient
from service_kit.schemas import Schema

# What store_server takes at once, and what fits the address of a request.
IDS_PER_QUESTION = 100
# What store_server answers at once.
PURCHASES_PER_ANSWER = 200


class StoreSummary(Schema):
    """A store as another service shows it."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    store_type: str


class PurchasedItem(Schema):
    item_id: UUID
    name: str
    count: int
    price_penny: int


class UserPurchase(Schema):
    """What a user bought, and what of it was paid back."""

    id: UUID
    store_id: UUID
    items: list[PurchasedItem]
    date: datetime
    total_penny: int
    refunded_penny: int


_purchases = TypeAdapter(list[UserPurchase])
_summaries = TypeAdapter(list[StoreSummary])


class StoreApi(ServiceClient):
    """Raises `PeerUnavailable` while store_server is away."""

    name: ClassVar[str] = "store"

    async def list_stores(self, ids: Collection[UUID]) -> list[StoreSummary]:
        """The open stores among `ids`; unknown and archived ones are left out."""
        wanted = [str(one) for one in ids]
        found = []
        for start in range(0, len(wanted), IDS_PER_QUESTION):
            some = wanted[start : start + IDS_PER_QUESTION]
            answer = await self.request("GET", "/internal/stores", params={"ids": some})
            found += _summaries.validate_json(answer.content)
        return found

    async def is_store(self, store_id: UUID) -> bool:
        """Does an open store with this id exist?"""
        return bool(await self.list_stores([store_id]))

    async def list_purchases_of(self, user_id: UUID) -> list[UserPurchase]:
        """Everything that a user bought, the earliest first."""
        found: list[UserPurchase] = []
        while True:
            after = {"after": str(found[-1].id)} if found else {}
            answer = await self.request("GET", f"/internal/users/{user_id}/purchases", params=after)
            some = _purchases.validate_json(answer.content)
            found += some
            if len(some) < PURCHASES_PER_ANSWER:
                return found
