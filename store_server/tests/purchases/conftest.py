import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import create_item


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=10)


@pytest.fixture
async def pie(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Pie", price_penny=400, balance=3)
