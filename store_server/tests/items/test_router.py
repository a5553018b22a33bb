"""Writing items."""

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.factories import archive_store, balance_of, create_item, wrong_balances

BODY = {"name": "Tea", "description": "Black, in a glass holder", "price_penny": 15_000}


class TestCreateItem:
    @pytest.mark.parametrize(
        "change",
        [
            {"name": "x" * 101},
            {"name": "a\0b"},
            {"description": "x" * 256},
            {"price_penny": -1},
            {"price_penny": 1.5},
            {"price_penny": "15000"},
            {"price_penny": True},
            {"price_penny": 100_000_001},
            {"balance": -1},
            {"balance": 1_000_001},
            {"category": "x" * 101},
        ],
    )
    async def test_bad_fields_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], change: dict[str, object]
    ) -> None:
        answer = await client.post("/store/item", headers=terminal, json=BODY | change)
        assert answer.status_code == 422

    async def test_archived_store_takes_no_items(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await archive_store(database, store.id)
        answer = await client.post("/store/item", headers=terminal, json=BODY)
        assert answer.status_code == 404
        assert answer.json()["code"] == "STORE_NOT_FOUND"

    async def test_item_is_made_with_its_balance_in_the_ledger(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        answer = await client.post("/store/item", headers=terminal, json=BODY | {"balance": 7})
        assert answer.status_code == 201
        assert answer.json().items() >= (BODY | {"balance": 7, "store_id": str(store.id)}).items()
        assert await wrong_balances(database) == []

    async def test_repeated_request_makes_one_item(
        self, client: httpx.AsyncClient, terminal: dict[str, str], database: Database
    ) -> None:
        headers = terminal | {"Idempotency-Key": "tea"}
        first = await client.post("/store/item", headers=headers, json=BODY)
        second = await client.post("/store/item", headers=headers, json=BODY)
        assert first.json() == second.json()
        assert await database.driver.fetchval("SELECT count(*) FROM store_items") == 1


class TestUpdateItem:
    async def test_foreign_item_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        body = BODY | {"id": str(item.id)}
        answer = await client.put("/store/item", headers=other_terminal, json=body)
        assert answer.status_code == 404

    async def test_body_without_an_id_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        answer = await client.put("/store/item", headers=terminal, json=BODY)
        assert answer.status_code == 422

    async def test_balance_left_out_stays(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id, category="Drinks", balance=7)
        body = BODY | {"id": str(item.id)}
        answer = await client.put("/store/item", headers=terminal, json=body)
        assert answer.json().items() >= (BODY | {"balance": 7, "category": None}).items()

    @pytest.mark.parametrize("counted", [0, 7, 20])
    async def test_counted_balance_is_a_movement(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
        counted: int,
    ) -> None:
        item = await create_item(database, store.id, balance=7)
        body = BODY | {"id": str(item.id), "balance": counted}
        answer = await client.put("/store/item", headers=terminal, json=body)
        assert answer.json()["balance"] == counted
        assert await balance_of(database, item.id) == counted
        assert await wrong_balances(database) == []


class TestDeleteItem:
    async def test_foreign_item_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        answer = await client.delete(f"/store/item/{item.id}", headers=other_terminal)
        assert answer.status_code == 404

    async def test_unsold_item_is_erased(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        answer = await client.delete(f"/store/item/{item.id}", headers=terminal)
        shown = await client.get(f"/store/item/{item.id}", headers=terminal)
        assert answer.json() == {"status": "OK"}
        assert shown.status_code == 404

    async def test_sold_item_is_archived_and_cannot_be_changed(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        sale = {"items": [{"item_id": str(item.id), "count": 1}]}
        await client.post("/store/purchase", headers=terminal, json=sale)
        await client.delete(f"/store/item/{item.id}", headers=terminal)
        again = await client.delete(f"/store/item/{item.id}", headers=terminal)
        body = BODY | {"id": str(item.id)}
        changed = await client.put("/store/item", headers=terminal, json=body)
        shown = await client.get(f"/store/item/{item.id}", headers=terminal)
        assert again.status_code == 200
        assert (changed.status_code, changed.json()["code"]) == (409, "ITEM_ARCHIVED")
        assert shown.json()["is_archived"] is True
