from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from tests.factories import balance_of, wrong_balances

ALL = {"reason": "Cold"}


def some(item: ItemRead, count: int, **fields: Any) -> dict[str, Any]:
    return ALL | {"items": [{"item_id": str(item.id), "count": count}], **fields}


async def refunds_in(database: Database) -> int:
    written: int = await database.driver.fetchval("SELECT count(*) FROM refunds")
    return written


class TestRefundPurchase:
    @pytest.mark.parametrize(
        "change",
        [
            {"reason": ""},
            {"reason": "x" * 256},
            {"reason": None},
            {"items": []},
            {"items": [{"item_id": "tea", "count": 1}]},
            {"items": [{"item_id": str(uuid4()), "count": 0}]},
            {"items": [{"item_id": str(uuid4()), "count": True}]},
            {"restock": "perhaps"},
        ],
    )
    async def test_bad_fields_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], path: str, change: dict[str, Any]
    ) -> None:
        answer = await client.post(path, headers=terminal, json=ALL | change)
        assert answer.status_code == 422

    async def test_purchase_of_another_store_is_not_found(
        self, client: httpx.AsyncClient, other_terminal: dict[str, str], path: str
    ) -> None:
        answer = await client.post(path, headers=other_terminal, json=ALL)
        assert answer.status_code == 404
        assert answer.json()["code"] == "PURCHASE_NOT_FOUND"

    async def test_item_that_was_not_bought_is_not_found(
        self, client: httpx.AsyncClient, terminal: dict[str, str], path: str
    ) -> None:
        body = ALL | {"items": [{"item_id": str(uuid4()), "count": 1}]}
        answer = await client.post(path, headers=terminal, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "ITEM_NOT_IN_PURCHASE"

    async def test_more_than_was_bought_is_refused_as_a_whole(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        pie: ItemRead,
        path: str,
        database: Database,
    ) -> None:
        body = some(tea, 1)
        body["items"] += [{"item_id": str(pie.id), "count": 1, "restock": flag} for flag in (0, 1)]
        body["items"].append({"item_id": str(pie.id), "count": 1})
        answer = await client.post(path, headers=terminal, json=body)
        assert answer.status_code == 409
        assert answer.json()["code"] == "REFUND_EXCEEDS_PURCHASE"
        assert answer.json()["items"] == [{"item_id": str(pie.id), "left": 2}]
        assert await refunds_in(database) == 0

    async def test_nothing_is_left_after_all_was_refunded(
        self, client: httpx.AsyncClient, terminal: dict[str, str], path: str
    ) -> None:
        first = await client.post(path, headers=terminal, json=ALL)
        second = await client.post(path, headers=terminal, json=ALL)
        assert (first.status_code, second.status_code) == (201, 409)
        assert second.json()["code"] == "NOTHING_TO_REFUND"

    async def test_everything_goes_back_at_the_price_of_the_sale(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        purchase: dict[str, Any],
        path: str,
    ) -> None:
        change = {"id": str(tea.id), "name": "Coffee", "description": "", "price_penny": 999}
        await client.put("/store/item", headers=terminal, json=change)
        answer = await client.post(path, headers=terminal, json=ALL)
        refund = answer.json()
        assert answer.status_code == 201
        assert refund["total_penny"] == purchase["total_penny"]
        assert refund["purchase_id"] == purchase["id"]
        assert [(item["name"], item["count"], item["price_penny"]) for item in refund["items"]] == [
            ("Tea", 5, 150),
            ("Pie", 2, 401),
        ]

    async def test_what_is_thrown_away_moves_no_stock(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        path: str,
        database: Database,
    ) -> None:
        await client.post(path, headers=terminal, json=some(tea, 2))
        query = "SELECT count(*) FROM stock_movements WHERE reason = 'REFUND'"
        assert await balance_of(database, tea.id) == 5
        assert await database.driver.fetchval(query) == 0

    async def test_each_line_may_be_restocked_or_not(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        path: str,
        database: Database,
    ) -> None:
        body = some(tea, 2, restock=True)
        body["items"].append({"item_id": str(tea.id), "count": 1, "restock": False})
        answer = await client.post(path, headers=terminal, json=body)
        assert [(item["count"], item["is_restocked"]) for item in answer.json()["items"]] == [
            (1, False),
            (2, True),
        ]
        assert await balance_of(database, tea.id) == 7
        assert await wrong_balances(database) == []

    async def test_archived_item_is_refunded_and_restocked(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        path: str,
        database: Database,
    ) -> None:
        await client.delete(f"/store/item/{tea.id}", headers=terminal)
        answer = await client.post(path, headers=terminal, json=ALL | {"restock": True})
        assert answer.status_code == 201
        assert await balance_of(database, tea.id) == 10
        assert await wrong_balances(database) == []

    async def test_refunds_are_shown_with_the_purchase(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        purchase: dict[str, Any],
        path: str,
    ) -> None:
        refunds = [
            (await client.post(path, headers=terminal, json=some(tea, count))).json()
            for count in (1, 3)
        ]
        shown = await client.get(f"/store/purchase/{purchase['id']}", headers=terminal)
        assert shown.json() == purchase | {"refunds": refunds, "refunded_penny": 4 * 150}

    async def test_event_is_written_with_the_refund(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        path: str,
        purchase: dict[str, Any],
        database: Database,
    ) -> None:
        refund = await client.post(path, headers=terminal, json=ALL)
        query = "SELECT key, payload FROM outbox WHERE topic = 'purchase.refunded'"
        event = await database.driver.fetchrow(query)
        assert event is not None
        assert event["key"] == purchase["id"]
        assert event["payload"] == {"refund": refund.json()}

    async def test_repeated_request_is_one_refund(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        tea: ItemRead,
        path: str,
        database: Database,
    ) -> None:
        headers, body = terminal | {"Idempotency-Key": "r-1"}, some(tea, 1)
        answers = [await client.post(path, headers=headers, json=body) for _ in range(2)]
        other = await client.post(path, headers=headers, json=some(tea, 2))
        assert answers[0].json() == answers[1].json()
        assert (other.status_code, other.json()["code"]) == (409, "IDEMPOTENCY_CONFLICT")
        assert await refunds_in(database) == 1
