"""Selling at the counter."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import Counts, balance_of, counts, create_item, create_store, wrong_balances
from tests.fakes import FakeBaseApi
from tests.purchases.baskets import basket

NOTHING = Counts(purchases=0, purchase_items=0, sales=0, tasks=0, events=0)


class TestCreatePurchase:
    @pytest.mark.parametrize(
        "line",
        [
            {"count": 0},
            {"count": -1},
            {"count": 1_001},
            {"count": 1.5},
            {"count": "1"},
            {"count": True},
            {"count": None},
            {"item_id": "tea"},
            {"price_penny": -1},
        ],
    )
    async def test_bad_lines_are_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        line: dict[str, Any],
    ) -> None:
        body = {"items": [{"item_id": str(tea.id), "count": 1} | line]}
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 422
        assert answer.json()["code"] == "VALIDATION_ERROR"

    @pytest.mark.parametrize(
        "content",
        ["", "{", "[]", "null", '{"items": null}', '{"items": {}}', '{"user_id": 1, "items": []}'],
    )
    async def test_bodies_of_another_form_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], content: str
    ) -> None:
        headers = terminal | {"Content-Type": "application/json"}
        answer = await client.post("/store/purchase", headers=headers, content=content)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "data", [{"seat": "a\0b"}, {"seat": 2**80}, {"note": "x" * 4_001}, ["seat"], "seat"]
    )
    async def test_additional_data_that_cannot_be_kept_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, data: object
    ) -> None:
        body = basket((tea.id, 1), additional_data=data)
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 422

    async def test_too_many_lines_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
    ) -> None:
        body = basket(*[(tea.id, 1)] * 101)
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 422

    async def test_purchase_of_nothing_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        answer = await client.post("/store/purchase", headers=terminal, json=basket())
        assert answer.status_code == 409
        assert answer.json()["code"] == "EMPTY_PURCHASE"

    async def test_foreign_item_is_not_found_and_nothing_is_sold(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        database: Database,
    ) -> None:
        foreign = await create_item(database, (await create_store(database)).id)
        body = basket((tea.id, 1), (foreign.id, 1))
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "ITEM_NOT_FOUND"
        assert answer.json()["items"] == [{"item_id": str(foreign.id)}]
        assert await counts(database) == NOTHING

    async def test_more_than_there_is_changes_nothing(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        pie: ItemRead,
        database: Database,
    ) -> None:
        body = basket((tea.id, 1), (pie.id, 4))
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "OUT_OF_STOCK"
        assert answer.json()["items"] == [{"item_id": str(pie.id), "left": 3}]
        assert await counts(database) == NOTHING
        assert await balance_of(database, tea.id) == 10

    async def test_archived_item_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
    ) -> None:
        await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 1)))
        await client.delete(f"/store/item/{tea.id}", headers=terminal)
        answer = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 1)))
        assert answer.status_code == 409
        assert answer.json()["code"] == "ITEM_ARCHIVED"

    async def test_price_that_was_not_shown_is_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        database: Database,
    ) -> None:
        body = {"items": [{"item_id": str(tea.id), "count": 1, "price_penny": 149}]}
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "PRICE_CHANGED"
        assert answer.json()["items"] == [{"item_id": str(tea.id), "price_penny": 150}]
        assert await counts(database) == NOTHING

    async def test_unknown_user_is_not_found(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), user_id=str(uuid4()))
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "USER_NOT_FOUND"

    async def test_sale_to_nobody_known_needs_no_base_server(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        base_api: FakeBaseApi,
    ) -> None:
        base_api.is_away = True
        sold = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 1)))
        body = basket((tea.id, 1), user_id=str(uuid4()))
        refused = await client.post("/store/purchase", headers=terminal, json=body)
        assert sold.status_code == 201
        assert (refused.status_code, refused.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")

    async def test_everything_is_sold(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        tea: ItemRead,
        pie: ItemRead,
        base_api: FakeBaseApi,
    ) -> None:
        user_id = uuid4()
        base_api.users.add(user_id)
        body = basket((pie.id, 3), (tea.id, 2), user_id=str(user_id))
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        sold = answer.json()
        assert answer.status_code == 201
        assert sold["store_id"] == str(store.id)
        assert sold["user_id"] == str(user_id)
        assert sold["total_penny"] == 3 * 400 + 2 * 150
        assert sold["date"].endswith("Z")
        assert sold["items"] == [
            {"item_id": str(tea.id), "name": "Tea", "count": 2, "price_penny": 150},
            {"item_id": str(pie.id), "name": "Pie", "count": 3, "price_penny": 400},
        ]

    async def test_stock_ledger_task_and_event_are_written_together(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        pie: ItemRead,
        database: Database,
    ) -> None:
        body = basket((tea.id, 2), (pie.id, 3))
        await client.post("/store/purchase", headers=terminal, json=body)
        assert await counts(database) == Counts(
            purchases=1, purchase_items=2, sales=2, tasks=1, events=1
        )
        assert await balance_of(database, tea.id) == 8
        assert await balance_of(database, pie.id) == 0
        assert await wrong_balances(database) == []

    async def test_same_item_twice_is_the_sum_of_both(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        pie: ItemRead,
        database: Database,
    ) -> None:
        answer = await client.post(
            "/store/purchase", headers=terminal, json=basket((pie.id, 2), (pie.id, 1))
        )
        assert [item["count"] for item in answer.json()["items"]] == [3]
        assert await balance_of(database, pie.id) == 0

    async def test_price_of_the_sale_stays_when_the_item_changes(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead
    ) -> None:
        body = {"items": [{"item_id": str(tea.id), "count": 1, "price_penny": 150}]}
        sold = await client.post("/store/purchase", headers=terminal, json=body)
        change = {"id": str(tea.id), "name": "Coffee", "description": "", "price_penny": 999}
        await client.put("/store/item", headers=terminal, json=change)
        shown = await client.get(f"/store/purchase/{sold.json()['id']}", headers=terminal)
        assert sold.status_code == 201
        assert shown.json().items() >= sold.json().items()
