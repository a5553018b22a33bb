from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import create_item


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=10)


@pytest.fixture
async def allotted(
    client: httpx.AsyncClient, terminal: dict[str, str], robot: Actor, tea: ItemRead
) -> dict[str, Any]:
    """Six of ten teas are with the robot."""
    body = {"robot_id": str(robot.id), "count": 6}
    answer = await client.post(f"/store/item/{tea.id}/allotment", headers=terminal, json=body)
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made
