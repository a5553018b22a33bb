"""The administration of stores; callers of other kinds are refused by the conformance tests."""

from uuid import UUID, uuid4

import httpx
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead, StoreTranslation
from tests.conftest import Actor
from tests.factories import archive_store, create_item, create_store

BODY = {"name": "Buffet", "description": "Tea and pies", "store_type": "RESTAURANT"}


async def sell_one(client: httpx.AsyncClient, terminal: dict[str, str], item_id: UUID) -> None:
    body = {"items": [{"item_id": str(item_id), "count": 1}]}
    answer = await client.post("/store/purchase", headers=terminal, json=body)
    assert answer.status_code == 201


class TestCreateStore:
    @pytest.mark.parametrize(
        "change",
        [
            {"name": ""},
            {"name": "x" * 101},
            {"description": "x" * 256},
            {"description": None},
            {"store_type": "KIOSK"},
            {"logo_url": "javascript:alert(1)"},
            {"logo_url": "http://" + "x" * 255},
            {"translations": {"russian": {"name": "Буфет"}}},
            {"translations": {"ru": {"name": ""}}},
            {"translations": {"ru": {"name": "Буфет", "categories": {"Drinks": ""}}}},
        ],
    )
    async def test_bad_fields_are_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str], change: dict[str, object]
    ) -> None:
        answer = await client.post("/admin/store", headers=admin, json=BODY | change)
        assert answer.status_code == 422
        assert answer.json()["code"] == "VALIDATION_ERROR"

    async def test_key_used_for_another_body_is_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        headers = admin | {"Idempotency-Key": "open-1"}
        await client.post("/admin/store", headers=headers, json=BODY)
        answer = await client.post("/admin/store", headers=headers, json=BODY | {"name": "Other"})
        assert answer.status_code == 409
        assert answer.json()["code"] == "IDEMPOTENCY_CONFLICT"

    async def test_store_is_made(self, client: httpx.AsyncClient, admin: dict[str, str]) -> None:
        body = BODY | {"logo_url": "https://example.org/logo.png"}
        answer = await client.post("/admin/store", headers=admin, json=body)
        assert answer.status_code == 201
        assert answer.json().items() >= body.items()
        assert answer.json()["is_archived"] is False

    async def test_repeated_request_makes_one_store(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        headers = admin | {"Idempotency-Key": "open-1"}
        first = await client.post("/admin/store", headers=headers, json=BODY)
        second = await client.post("/admin/store", headers=headers, json=BODY)
        listed = await client.get("/admin/stores", headers=admin)
        assert first.json() == second.json()
        assert listed.json()["total"] == 1


class TestListStores:
    async def test_size_beyond_the_limit_is_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.get("/admin/stores", headers=admin, params={"size": 101})
        assert answer.status_code == 422

    async def test_open_stores_are_listed_newest_first(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database
    ) -> None:
        older, closed, newer = [await create_store(database) for _ in range(3)]
        await archive_store(database, closed.id)
        page = (await client.get("/admin/stores", headers=admin)).json()
        assert [store["id"] for store in page["items"]] == [str(newer.id), str(older.id)]
        assert (page["total"], page["page"], page["size"]) == (2, 1, 50)

    async def test_archived_stores_are_listed_when_asked_for(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database
    ) -> None:
        closed, _ = [await create_store(database) for _ in range(2)]
        await archive_store(database, closed.id)
        answer = await client.get("/admin/stores", headers=admin, params={"is_archived": True})
        assert [store["id"] for store in answer.json()["items"]] == [str(closed.id)]

    async def test_type_filters(
        self, client: httpx.AsyncClient, admin: dict[str, str], store: StoreRead
    ) -> None:
        answer = await client.get("/admin/stores", headers=admin, params={"store_type": "SHOP"})
        assert answer.json()["items"] == []

    @pytest.mark.parametrize("part", ["буфет", "100%", "Т 1", "елка"])
    async def test_a_part_of_the_name_finds_a_store(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database, part: str
    ) -> None:
        sought = await create_store(database, name="Ёлка: буфет 100%")
        await create_store(database, name="Shop 1000")
        answer = await client.get("/admin/stores", headers=admin, params={"name": part})
        assert [store["id"] for store in answer.json()["items"]] == [str(sought.id)]

    async def test_stores_are_found_by_their_ids_open_or_closed(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database
    ) -> None:
        first, closed, _ = [await create_store(database) for _ in range(3)]
        await archive_store(database, closed.id)
        params = {"id": [str(first.id), str(closed.id), str(uuid4())]}
        answer = await client.get("/admin/stores", headers=admin, params=params)
        assert {store["id"] for store in answer.json()["items"]} == {str(first.id), str(closed.id)}

    async def test_too_many_ids_are_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        params = {"id": [str(uuid4()) for _ in range(101)]}
        answer = await client.get("/admin/stores", headers=admin, params=params)
        assert answer.status_code == 422


class TestGetStore:
    async def test_unknown_store_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.get(f"/admin/store/{uuid4()}", headers=admin)
        assert answer.status_code == 404
        assert answer.json()["code"] == "STORE_NOT_FOUND"

    async def test_id_that_is_none_is_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.get("/admin/store/17", headers=admin)
        assert answer.status_code == 422

    async def test_store_is_shown(
        self, client: httpx.AsyncClient, admin: dict[str, str], store: StoreRead
    ) -> None:
        answer = await client.get(f"/admin/store/{store.id}", headers=admin)
        assert answer.json() == store.model_dump(mode="json")


class TestGetOwnStore:
    async def test_it_is_the_one_of_the_terminal(
        self, client: httpx.AsyncClient, terminal: dict[str, str], store: StoreRead
    ) -> None:
        answer = await client.get("/store", headers=terminal)
        assert answer.json() == store.model_dump(mode="json")

    async def test_closed_ones_are_shown_too(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        database: Database,
        store: StoreRead,
    ) -> None:
        await archive_store(database, store.id)
        answer = await client.get("/store", headers=terminal)
        assert answer.json()["is_archived"] is True


class TestUpdateStore:
    async def test_unknown_store_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.put(f"/admin/store/{uuid4()}", headers=admin, json=BODY)
        assert answer.status_code == 404

    async def test_archived_store_cannot_be_changed(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await archive_store(database, store.id)
        answer = await client.put(f"/admin/store/{store.id}", headers=admin, json=BODY)
        assert answer.status_code == 409
        assert answer.json()["code"] == "STORE_ARCHIVED"

    async def test_every_field_is_replaced(
        self, client: httpx.AsyncClient, admin: dict[str, str], store: StoreRead
    ) -> None:
        answer = await client.put(f"/admin/store/{store.id}", headers=admin, json=BODY)
        shown = await client.get(f"/admin/store/{store.id}", headers=admin)
        assert answer.json().items() >= BODY.items()
        assert shown.json() == answer.json()

    async def test_translations_stay_until_they_are_replaced(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database
    ) -> None:
        russian = StoreTranslation(name="Буфет", categories={"Drinks": "Напитки"})
        store = await create_store(database, translations={"ru": russian})
        path = f"/admin/store/{store.id}"
        kept = await client.put(path, headers=admin, json=BODY)
        assert kept.json()["translations"] == {"ru": russian.model_dump()}
        emptied = await client.put(path, headers=admin, json=BODY | {"translations": {}})
        assert emptied.json()["translations"] == {}


class TestDeleteStore:
    async def test_unknown_store_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str]
    ) -> None:
        answer = await client.delete(f"/admin/store/{uuid4()}", headers=admin)
        assert answer.status_code == 404

    async def test_store_without_purchases_is_erased_with_its_items(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await create_item(database, store.id)
        answer = await client.delete(f"/admin/store/{store.id}", headers=admin)
        shown = await client.get(f"/admin/store/{store.id}", headers=admin)
        assert answer.json() == {"status": "OK"}
        assert shown.status_code == 404
        assert await database.driver.fetchval("SELECT count(*) FROM stock_movements") == 0

    async def test_store_with_purchases_is_archived(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        terminal: dict[str, str],
        store: StoreRead,
        database: Database,
    ) -> None:
        await sell_one(client, terminal, (await create_item(database, store.id)).id)
        await client.delete(f"/admin/store/{store.id}", headers=admin)
        again = await client.delete(f"/admin/store/{store.id}", headers=admin)
        shown = await client.get(f"/admin/store/{store.id}", headers=admin)
        assert again.status_code == 200
        assert shown.json()["is_archived"] is True

    async def test_archived_store_sells_nothing_more(
        self,
        client: httpx.AsyncClient,
        store: StoreRead,
        robot: Actor,
        database: Database,
    ) -> None:
        item = await create_item(database, store.id)
        await archive_store(database, store.id)
        body = {"store_id": str(store.id), "items": [{"item_id": str(item.id), "count": 1}]}
        answer = await client.post("/robot/purchase", headers=robot.headers, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "STORE_NOT_FOUND"
