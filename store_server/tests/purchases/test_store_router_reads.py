"""Reading what was sold."""

import httpx

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.purchases.baskets import basket


class TestListPurchases:
    async def test_own_purchases_are_listed_newest_first(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
        tea: ItemRead,
    ) -> None:
        path, body = "/store/purchase", basket((tea.id, 1))
        sold = [await client.post(path, headers=terminal, json=body) for _ in range(2)]
        mine = await client.get("/store/purchases", headers=terminal)
        others = await client.get("/store/purchases", headers=other_terminal)
        ids = [one["id"] for one in mine.json()["items"]]
        assert ids == [sold[1].json()["id"], sold[0].json()["id"]]
        assert others.json()["total"] == 0


class TestGetPurchase:
    async def test_purchase_of_another_store_is_not_found(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
        tea: ItemRead,
    ) -> None:
        sold = await client.post("/store/purchase", headers=terminal, json=basket((tea.id, 1)))
        path = f"/store/purchase/{sold.json()['id']}"
        answer = await client.get(path, headers=other_terminal)
        assert answer.status_code == 404
        assert answer.json()["code"] == "PURCHASE_NOT_FOUND"

    async def test_purchase_made_at_a_robot_is_shown(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        robot: Actor,
        store: StoreRead,
        tea: ItemRead,
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id))
        sold = await client.post("/robot/purchase", headers=robot.headers, json=body)
        answer = await client.get(f"/store/purchase/{sold.json()['id']}", headers=terminal)
        assert answer.json() == sold.json() | {"refunds": [], "refunded_penny": 0}
