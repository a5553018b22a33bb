from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=10)


@pytest.fixture
async def pie(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Pie", price_penny=401, balance=3)


@pytest.fixture
async def purchase(
    client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, pie: ItemRead
) -> dict[str, Any]:
    """Five teas and two pies."""
    body = basket((tea.id, 5), (pie.id, 2))
    answer = await client.post("/store/purchase", headers=terminal, json=body)
    sold: dict[str, Any] = answer.json()
    return sold


@pytest.fixture
def path(purchase: dict[str, Any]) -> str:
    return f"/store/purchase/{purchase['id']}/refund"
