"""The terminal of a shop or restaurant; it sees its own store only."""

from collections.abc import AsyncIterator, Sequence
from typing import Self
from uuid import UUID, uuid4

from platform_client.device import Device, register
from platform_client.keys import DeviceKey
from platform_client.models.common import Ok
from platform_client.models.purchases import Order, Purchase, Refund, Returned, Task, TaskEvent
from platform_client.models.sessions import Credentials, Method
from platform_client.models.stores import (
    Allotment,
    Item,
    ItemUpdate,
    Movement,
    MovementReason,
    NewItem,
)
from platform_client.platform import Call, Platform
from platform_client.streams import follow

_STORE = "/store_api/store"


class StoreTerminal(Device):
    @classmethod
    async def register(
        cls,
        platform: Platform,
        credentials: Credentials,
        key: DeviceKey,
        *,
        store_id: UUID,
        method: Method = Method.SIGN,
    ) -> Self:
        """A new terminal. Needs an engineer with STORE_LOGIN. Keep its `identity` and `key`."""
        about = {"store_id": str(store_id)}
        path = "/base_api/auth/store/register"
        return cls(platform, await register(platform, path, credentials, key, about), key, method)

    def list_items(self, *, is_archived: bool = False) -> AsyncIterator[Item]:
        query = {"is_archived": is_archived}
        return self.session.list(Item, f"{_STORE}/items", query)

    async def get_item(self, item_id: UUID) -> Item:
        return await self.session.send(Item, Call("GET", f"{_STORE}/item/{item_id}"))

    async def create_item(self, item: NewItem, *, key: str | None = None) -> Item:
        call = Call("POST", f"{_STORE}/item", item, key=key or str(uuid4()))
        return await self.session.send(Item, call)

    async def update_item(self, item: ItemUpdate) -> Item:
        return await self.session.send(Item, Call("PUT", f"{_STORE}/item", item))

    async def set_logo(self, item_id: UUID, picture: bytes) -> Item:
        """A still JPEG, PNG or WebP picture; the platform keeps a small one made from it."""
        path = f"{_STORE}/item/{item_id}/logo"
        return await self.session.send(Item, Call("PUT", path, content=picture))

    async def delete_item(self, item_id: UUID) -> None:
        """An item that was sold is archived."""
        await self.session.send(Ok, Call("DELETE", f"{_STORE}/item/{item_id}"))

    async def move_stock(
        self, item_id: UUID, delta: int, reason: MovementReason, *, key: str | None = None
    ) -> Movement:
        """The same `key` is the same movement."""
        body = {"delta": delta, "reason": reason}
        call = Call("POST", f"{_STORE}/item/{item_id}/stock", body, key=key or str(uuid4()))
        return await self.session.send(Movement, call)

    async def allot(
        self, item_id: UUID, robot_id: UUID, count: int, *, key: str | None = None
    ) -> Allotment:
        """Give pieces to a robot, which may sell them without the uplink."""
        body = {"robot_id": str(robot_id), "count": count}
        path = f"{_STORE}/item/{item_id}/allotment"
        return await self.session.send(Allotment, Call("POST", path, body, key=key or str(uuid4())))

    async def take_back(
        self, item_id: UUID, robot_id: UUID, count: int | None = None, *, key: str | None = None
    ) -> Allotment:
        """What the robot has left, or `count` of it."""
        body = {"robot_id": str(robot_id)} | ({} if count is None else {"count": count})
        path = f"{_STORE}/item/{item_id}/allotment/return"
        return await self.session.send(Allotment, Call("POST", path, body, key=key or str(uuid4())))

    async def sell(self, order: Order, *, key: str | None = None) -> Purchase:
        """All items or none. The same `key` is the same sale."""
        call = Call("POST", f"{_STORE}/purchase", order, key=key or str(uuid4()))
        return await self.session.send(Purchase, call)

    def list_purchases(self) -> AsyncIterator[Purchase]:
        return self.session.list(Purchase, f"{_STORE}/purchases")

    async def get_purchase(self, purchase_id: UUID) -> Purchase:
        return await self.session.send(Purchase, Call("GET", f"{_STORE}/purchase/{purchase_id}"))

    async def refund(
        self,
        purchase_id: UUID,
        reason: str,
        items: Sequence[Returned] | None = None,
        *,
        key: str | None = None,
    ) -> Refund:
        """Some items, or all that is left to refund. The same `key` is the same refund."""
        given = None if items is None else [item.model_dump(mode="json") for item in items]
        body = {"reason": reason} | ({} if given is None else {"items": given})
        path = f"{_STORE}/purchase/{purchase_id}/refund"
        call = Call("POST", path, body, key=key or str(uuid4()))
        return await self.session.send(Refund, call)

    def list_tasks(self, *states: str) -> AsyncIterator[Task]:
        """All, or those in one of these states."""
        return self.session.list(Task, f"{_STORE}/tasks", {"state": list(states)})

    async def take(self, task_id: UUID) -> Task:
        return await self._act(task_id, "take")

    async def mark_ready(self, task_id: UUID) -> Task:
        return await self._act(task_id, "ready")

    async def hand_over(self, task_id: UUID, *, age_confirmed: bool = False) -> Task:
        """Raises AGE_NOT_CONFIRMED for a task with an `age_limit`, unless the age was seen."""
        return await self._act(task_id, "hand_over", {"age_confirmed": age_confirmed})

    async def cancel(self, task_id: UUID) -> Task:
        return await self._act(task_id, "cancel")

    async def _act(self, task_id: UUID, action: str, body: dict[str, bool] | None = None) -> Task:
        # Done twice is done once, so it may be repeated.
        call = Call("POST", f"{_STORE}/task/{task_id}/{action}", body, is_repeatable=True)
        return await self.session.send(Task, call)

    async def follow_tasks(self) -> AsyncIterator[TaskEvent]:
        """New and changed tasks, live, for as long as you iterate. Load the list after the first
        event, and miss nothing."""
        async for kind, data in follow(self.session, f"{_STORE}/tasks/stream"):
            yield TaskEvent(kind=kind, task=data.get("task"))
