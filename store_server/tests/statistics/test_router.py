from typing import Any
from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket

PATH = "/store/statistics"


class TestGetStatistics:
    @pytest.mark.parametrize(
        "params",
        [
            {"since": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"},
            {"since": "2024-01-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"},
            {"until": "0001-01-01T00:00:00Z"},
            {"since": "0001-01-01T00:00:00Z"},
        ],
    )
    async def test_impossible_period_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], params: dict[str, str]
    ) -> None:
        answer = await client.get(PATH, headers=terminal, params=params)
        assert answer.status_code == 400
        assert answer.json()["code"] == "BAD_PERIOD"

    async def test_time_without_an_offset_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        params = {"since": "2026-01-02T00:00:00"}
        assert (await client.get(PATH, headers=terminal, params=params)).status_code == 422

    async def test_sales_refunds_stock_outs_and_speed_are_told(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
        admin: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        tea = await create_item(database, store.id, name="Tea", price_penny=100, balance=5)
        pie = await create_item(database, store.id, name="Pie", price_penny=300, balance=2)
        body = basket((tea.id, 3), (pie.id, 2))
        sold = (await client.post("/store/purchase", headers=terminal, json=body)).json()
        path = f"/store/purchase/{sold['id']}/refund"
        await client.post(path, headers=terminal, json=basket((pie.id, 1), reason="Cold"))
        await database.driver.execute(
            "UPDATE tasks SET state = 'READY', ready_at = created_at + interval '90 seconds'"
        )
        mine = (await client.get(PATH, headers=terminal)).json()
        theirs = (await client.get(f"/admin/store/{store.id}/statistics", headers=admin)).json()
        others = (await client.get(PATH, headers=other_terminal)).json()
        assert (mine["purchases"], mine["purchases_penny"]) == (1, 900)
        assert (mine["refunds_penny"], mine["revenue_penny"]) == (300, 600)
        assert (mine["prepared"], mine["seconds_to_ready_p95"]) == (1, 90.0)
        assert [(one["name"], one["count"]) for one in mine["best_sellers"]] == [
            ("Tea", 3),
            ("Pie", 2),
        ]
        assert [(one["name"], one["times"]) for one in mine["stock_outs"]] == [("Pie", 1)]
        assert _without_period(theirs) == _without_period(mine)
        assert (others["purchases"], others["seconds_to_ready_p50"]) == (0, None)

    async def test_unknown_store_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.get(f"/admin/store/{uuid4()}/statistics", headers=admin)
        assert answer.status_code == 404


class TestGetAllStatistics:
    PATH = "/admin/statistics"

    async def test_longer_than_a_month_is_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        params = {"since": "2026-01-01T00:00:00Z", "until": "2026-02-02T00:00:00Z"}
        answer = await client.get(self.PATH, headers=admin, params=params)
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_PERIOD")

    async def test_hours_of_all_stores_are_added_up(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        admin: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        tea = await create_item(database, store.id, name="Tea", price_penny=100, balance=5)
        before = (await client.get(self.PATH, headers=admin)).json()
        body = basket((tea.id, 3))
        sold = (await client.post("/store/purchase", headers=terminal, json=body)).json()
        path = f"/store/purchase/{sold['id']}/refund"
        await client.post(path, headers=terminal, json=basket((tea.id, 1), reason="Cold"))
        after = (await client.get(self.PATH, headers=admin)).json()
        assert after["purchases"] - before["purchases"] == 1
        assert after["revenue_penny"] - before["revenue_penny"] == 200
        assert sum(one["refunds_penny"] for one in after["hours"]) == after["refunds_penny"]
        assert sum(one["purchases"] for one in after["hours"]) == after["purchases"]
        assert "Tea" in {one["name"] for one in after["best_sellers"]}


def _without_period(statistics: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in statistics.items() if name not in {"since", "until"}}
