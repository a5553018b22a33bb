from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket


@pytest.fixture
async def task(
    client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead, database: Database
) -> dict[str, Any]:
    """A new task of `store`, as the list shows it."""
    item = await create_item(database, store.id, name="Tea")
    await client.post("/store/purchase", headers=terminal, json=basket((item.id, 2)))
    listed = await client.get("/store/tasks", headers=terminal)
    found: dict[str, Any] = listed.json()["items"][0]
    return found
