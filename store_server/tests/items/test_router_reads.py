"""Reading items, at terminals and robots."""

from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import create_item, create_store
from tests.fakes import FakeBaseApi


class TestGetItem:
    async def test_foreign_item_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        answer = await client.get(f"/store/item/{item.id}", headers=other_terminal)
        assert answer.status_code == 404
        assert answer.json()["code"] == "ITEM_NOT_FOUND"

    async def test_terminal_without_a_store_is_forbidden(
        self, client: httpx.AsyncClient, sign_in: object
    ) -> None:
        headers = await sign_in("store")  # type: ignore[operator]
        answer = await client.get(f"/store/item/{uuid4()}", headers=headers)
        assert answer.status_code == 403

    async def test_own_item_is_shown(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id, category="Drinks", balance=3)
        answer = await client.get(f"/store/item/{item.id}", headers=terminal)
        assert answer.status_code == 200
        assert answer.json() == item.model_dump(mode="json")


class TestListItems:
    @pytest.mark.parametrize(
        "params", [{"page": 0}, {"size": 0}, {"text": "\0"}, {"cursor": "x" * 4_609}]
    )
    async def test_bad_parameters_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], params: dict[str, str]
    ) -> None:
        answer = await client.get("/store/items", headers=terminal, params=params)
        assert answer.status_code == 422

    async def test_only_own_items_are_listed_newest_first(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await create_item(database, (await create_store(database)).id)
        older, newer = [await create_item(database, store.id) for _ in range(2)]
        page = (await client.get("/store/items", headers=terminal)).json()
        assert [item["id"] for item in page["items"]] == [str(newer.id), str(older.id)]
        assert page["total"] == 2

    @pytest.mark.parametrize(
        ("params", "expected"),
        [
            ({"category": "Drinks"}, {"Чай чёрный", "100% juice"}),
            ({"text": "ЧАЙ"}, {"Чай чёрный"}),
            ({"text": "poppy"}, {"Pie"}),
            ({"text": "0%"}, {"100% juice"}),
            ({"text": "%"}, {"100% juice"}),
            ({"is_available": "true"}, {"Чай чёрный", "Pie"}),
            ({"is_available": "false"}, {"100% juice"}),
            ({"category": "Drinks", "is_available": "true"}, {"Чай чёрный"}),
            ({"is_archived": "true"}, set()),
        ],
    )
    async def test_filters(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
        params: dict[str, str],
        expected: set[str],
    ) -> None:
        await create_item(database, store.id, name="Чай чёрный", category="Drinks")
        await create_item(database, store.id, name="100% juice", category="Drinks", balance=0)
        await create_item(database, store.id, name="Pie", description="With Poppy seeds")
        page = (await client.get("/store/items", headers=terminal, params=params)).json()
        assert {item["name"] for item in page["items"]} == expected

    async def test_cursor_leads_through_all_pages(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        items = [await create_item(database, store.id) for _ in range(3)]
        first = await client.get("/store/items", headers=terminal, params={"size": 2})
        cursor = {"size": 2, "cursor": first.json()["next_cursor"]}
        second = await client.get("/store/items", headers=terminal, params=cursor)
        assert [item["id"] for item in second.json()["items"]] == [str(items[0].id)]
        assert second.json()["next_cursor"] is None


class TestListStoreItems:
    async def test_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, robot: Actor, database: Database
    ) -> None:
        other = await create_store(database)
        answer = await client.get(f"/robot/store/{other.id}/items", headers=robot.headers)
        assert answer.status_code == 409
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    async def test_base_server_away_is_a_clear_503(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        base_api: FakeBaseApi,
    ) -> None:
        base_api.is_away = True
        answer = await client.get(f"/robot/store/{store.id}/items", headers=robot.headers)
        assert answer.status_code == 503
        assert answer.json()["code"] == "NEIGHBOUR_UNAVAILABLE"

    async def test_items_on_sale_are_listed(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        answer = await client.get(f"/robot/store/{store.id}/items", headers=robot.headers)
        assert answer.json()["items"] == [item.model_dump(mode="json") | {"language": None}]
