"""Translations, allergens, age limits and categories."""

from typing import Any

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import Translation
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import create_item

TEA = {"name": "Tea", "description": "Hot", "price_penny": 150}
DETAILS = {
    "translations": {"ru": {"name": "Чай", "description": "Горячий"}},
    "allergens": ["MILK", "EGGS", "MILK"],
    "age_limit": 18,
}


class TestCreateItem:
    @pytest.mark.parametrize(
        "change",
        [
            {"allergens": ["GLUTEN"]},
            {"allergens": "MILK"},
            {"age_limit": 0},
            {"age_limit": 100},
            {"age_limit": "18"},
            {"translations": {"russian": {"name": "Чай"}}},
            {"translations": {"ru": {"name": ""}}},
            {"translations": {"ru": {"name": "a\0b"}}},
            {"translations": {"ru": "Чай"}},
        ],
    )
    async def test_bad_details_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], change: dict[str, Any]
    ) -> None:
        answer = await client.post("/store/item", headers=terminal, json=TEA | change)
        assert answer.status_code == 422

    async def test_details_are_kept(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        made = await client.post("/store/item", headers=terminal, json=TEA | DETAILS)
        shown = await client.get(f"/store/item/{made.json()['id']}", headers=terminal)
        assert made.json()["allergens"] == ["EGGS", "MILK"]
        assert made.json()["age_limit"] == 18
        assert made.json()["translations"] == DETAILS["translations"]
        assert shown.json() == made.json()


class TestUpdateItem:
    async def test_details_that_are_left_out_stay(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        made = (await client.post("/store/item", headers=terminal, json=TEA | DETAILS)).json()
        body = TEA | {"id": made["id"], "price_penny": 160}
        changed = (await client.put("/store/item", headers=terminal, json=body)).json()
        assert changed == made | {"price_penny": 160}

    async def test_details_that_are_sent_replace(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        made = (await client.post("/store/item", headers=terminal, json=TEA | DETAILS)).json()
        none: dict[str, Any] = {"translations": {}, "allergens": [], "age_limit": None}
        body = TEA | {"id": made["id"]} | none
        changed = (await client.put("/store/item", headers=terminal, json=body)).json()
        assert changed == made | none


class TestLanguages:
    @pytest.mark.parametrize(
        ("headers", "params", "expected"),
        [
            ({}, {}, ("Tea", None)),
            ({"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}, {}, ("Чай", "ru")),
            ({"Accept-Language": "ru"}, {"language": "de"}, ("Tee", "de")),
            ({"Accept-Language": "fr"}, {}, ("Tea", None)),
            ({"Accept-Language": "ru"}, {"language": "fr"}, ("Tea", None)),
        ],
    )
    async def test_names_are_in_the_wanted_language_or_plain(
        self,
        client: httpx.AsyncClient,
        robot: Actor,
        store: StoreRead,
        database: Database,
        headers: dict[str, str],
        params: dict[str, str],
        expected: tuple[str, str | None],
    ) -> None:
        names = {"ru": Translation(name="Чай"), "de": Translation(name="Tee")}
        await create_item(database, store.id, name="Tea", translations=names)
        path = f"/robot/store/{store.id}/items"
        answer = await client.get(path, headers=robot.headers | headers, params=params)
        item = answer.json()["items"][0]
        assert (item["name"], item["language"]) == expected

    async def test_unknown_form_of_language_is_refused(
        self, client: httpx.AsyncClient, robot: Actor, store: StoreRead
    ) -> None:
        path = f"/robot/store/{store.id}/items"
        answer = await client.get(path, headers=robot.headers, params={"language": "russian"})
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("text", "found"), [("ЧАЙ", 1), ("подстак", 1), ("МЕД", 1), ("cafe", 1), ("name", 0)]
    )
    async def test_text_is_searched_in_translations(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
        text: str,
        found: int,
    ) -> None:
        words = Translation(name="Чай", description="В подстаканнике, с мёдом")
        await create_item(database, store.id, name="Tea café", translations={"ru": words})
        answer = await client.get("/store/items", headers=terminal, params={"text": text})
        assert answer.json()["total"] == found


class TestListCategories:
    async def test_items_on_sale_are_counted_by_category(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await create_item(database, store.id, category="Soups")
        await create_item(database, store.id, category="Drinks")
        await create_item(database, store.id, category="Drinks", balance=0)
        await create_item(database, store.id)
        answer = await client.get("/store/categories", headers=terminal)
        assert answer.json() == [
            {"category": "Drinks", "name": "Drinks", "count": 2, "available_count": 1},
            {"category": "Soups", "name": "Soups", "count": 1, "available_count": 1},
            {"category": None, "name": None, "count": 1, "available_count": 1},
        ]
