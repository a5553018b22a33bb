from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket

Sell = Callable[[int], Awaitable[dict[str, Any]]]
Refund = Callable[[dict[str, Any], int], Awaitable[dict[str, Any]]]


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="=Tea;1", price_penny=333, balance=100_000)


@pytest.fixture
def sell(client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead) -> Sell:
    """Sells so many teas."""

    async def sell(count: int) -> dict[str, Any]:
        body = basket((tea.id, count))
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 201
        sold: dict[str, Any] = answer.json()
        return sold

    return sell


@pytest.fixture
def refund(client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead) -> Refund:
    """Takes so many teas of a purchase back."""

    async def refund(purchase: dict[str, Any], count: int) -> dict[str, Any]:
        body = basket((tea.id, count), reason="Cold")
        path = f"/store/purchase/{purchase['id']}/refund"
        answer = await client.post(path, headers=terminal, json=body)
        assert answer.status_code == 201
        written: dict[str, Any] = answer.json()
        return written

    return refund
