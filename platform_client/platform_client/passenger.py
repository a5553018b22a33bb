"""A passenger at the stores of the own train.

Passengers sign in at the identity provider, in a browser. This one begins with the token of such a
session, or with anything else that gets one.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID, uuid4

from platform_client.baskets import Baskets
from platform_client.models.purchases import OwnPurchase, PassengerOrder, Purchase, PurchaseEvent
from platform_client.models.sessions import Token
from platform_client.models.stores import Item, PassengerStore
from platform_client.platform import Call, Platform
from platform_client.session import Session
from platform_client.streams import follow

_STORE = "/store_api/passenger"


class Passenger(Baskets):
    store_prefix = _STORE

    def __init__(self, platform: Platform, sign_in: Callable[[], Awaitable[Token]]) -> None:
        self.session = Session(platform, sign_in)

    async def list_stores(self) -> list[PassengerStore]:
        """The open ones on the runs of the own tickets."""
        return await self.session.send(list[PassengerStore], Call("GET", f"{_STORE}/stores"))

    def list_items(self, store_id: UUID, *, language: str | None = None) -> AsyncIterator[Item]:
        """Names are in `language` where an item is translated to it."""
        path = f"{_STORE}/store/{store_id}/items"
        return self.session.list(Item, path, {"language": language})

    async def buy(self, order: PassengerOrder, *, key: str | None = None) -> Purchase:
        """All items or none, brought to the own seat. The same `key` is the same purchase."""
        call = Call("POST", f"{_STORE}/purchase", order, key=key or str(uuid4()))
        return await self.session.send(Purchase, call)

    def list_purchases(self) -> AsyncIterator[OwnPurchase]:
        return self.session.list(OwnPurchase, f"{_STORE}/purchases")

    async def get_purchase(self, purchase_id: UUID) -> OwnPurchase:
        path = f"{_STORE}/purchase/{purchase_id}"
        return await self.session.send(OwnPurchase, Call("GET", path))

    async def follow_purchase(self, purchase_id: UUID) -> AsyncIterator[PurchaseEvent]:
        """How far it is, live, for as long as you iterate. Load the purchase after the first event,
        and miss nothing."""
        async for kind, data in follow(self.session, f"{_STORE}/purchase/{purchase_id}/stream"):
            yield PurchaseEvent(kind=kind, state=data.get("state"))
