"""Keeping items for somebody who is about to buy them: the same for a robot and for a passenger."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID, uuid4

from platform_client.models.common import Ok
from platform_client.models.purchases import Reservation, Reserved
from platform_client.platform import Call
from platform_client.session import Session


class Baskets:
    # Where store_server knows this kind of caller.
    store_prefix: ClassVar[str]
    session: Session

    async def reserve(
        self, store_id: UUID, items: Sequence[Reserved], *, key: str | None = None
    ) -> Reservation:
        """All of it is kept until `expires_at`, or nothing. Buy it by its id in the order."""
        body = {
            "store_id": str(store_id),
            "items": [item.model_dump(mode="json") for item in items],
        }
        call = Call("POST", f"{self.store_prefix}/reservation", body, key=key or str(uuid4()))
        return await self.session.send(Reservation, call)

    async def release(self, reservation_id: UUID) -> None:
        """Twice is once."""
        path = f"{self.store_prefix}/reservation/{reservation_id}"
        await self.session.send(Ok, Call("DELETE", path))
