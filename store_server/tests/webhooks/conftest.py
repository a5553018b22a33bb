from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.webhooks.receiver import Receiver

Subscribe = Callable[..., Awaitable[dict[str, Any]]]
ALL = ["purchase.created", "purchase.refunded"]


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=1_000)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver().listening() as listening:
        yield listening


@pytest.fixture
def subscribe(client: httpx.AsyncClient, admin: dict[str, str]) -> Subscribe:
    async def subscribe(receiver: Receiver, **fields: Any) -> dict[str, Any]:
        body = {"url": receiver.url, "event_types": ALL} | fields
        answer = await client.post("/admin/webhook", headers=admin, json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        receiver.secrets = [made["secret"]]
        return made

    return subscribe


@pytest.fixture
async def subscription(subscribe: Subscribe, receiver: Receiver) -> dict[str, Any]:
    """`receiver` is subscribed to everything."""
    return await subscribe(receiver)


@pytest.fixture
def sell(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def sell() -> dict[str, Any]:
        body = {"items": [{"item_id": str(tea.id), "count": 2}]}
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        sold: dict[str, Any] = answer.json()
        return sold

    return sell
