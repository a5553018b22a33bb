"""What a passenger does from a browser."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import CallerKind
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead, Translation
from app.stores.schemas import StoreRead, StoreTranslation
from tests.conftest import Actor
from tests.factories import archive_store, balance_of, create_item, create_store, wrong_holds
from tests.fakes import FakeBaseApi
from tests.purchases.baskets import basket
from tests.streams import following, listening

PATH = "/passenger/purchase"


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, name="Tea", price_penny=150, balance=10)


@pytest.fixture
async def other_passenger(sign_in: SignIn) -> dict[str, str]:
    return await sign_in(CallerKind.PASSENGER)


@pytest.fixture
async def sold(
    client: httpx.AsyncClient, passenger: Actor, store: StoreRead, tea: ItemRead
) -> dict[str, Any]:
    body = basket((tea.id, 2), store_id=str(store.id))
    answer = await client.post(PATH, headers=passenger.headers, json=body)
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture
async def russian_store(
    database: Database, passenger: Actor, base_api: FakeBaseApi, store: StoreRead
) -> StoreRead:
    """Has a Russian name, and is the only open one on the passenger's run."""
    await archive_store(database, store.id)
    russian = StoreTranslation(
        name="Буфет", description="Чай и пироги", categories={"Drinks": "Напитки"}
    )
    translated = await create_store(database, name="Buffet", translations={"ru": russian})
    base_api.give_ticket(passenger.id, translated.id)
    return translated


class TestListStores:
    async def test_open_stores_of_my_runs_are_listed(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        database: Database,
        base_api: FakeBaseApi,
    ) -> None:
        closed = await create_store(database)
        await archive_store(database, closed.id)
        await create_store(database)
        base_api.give_ticket(passenger.id, closed.id, store.id, uuid4())
        answer = await client.get("/passenger/stores", headers=passenger.headers)
        assert [one["id"] for one in answer.json()] == [str(store.id)]
        assert answer.json()[0]["train_number"] == "002A"

    @pytest.mark.parametrize(
        ("language", "name", "description"),
        [("ru", "Буфет", "Чай и пироги"), ("de", "Buffet", "")],
    )
    async def test_in_the_passengers_language_where_there_is_one(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        russian_store: StoreRead,
        language: str,
        name: str,
        description: str,
    ) -> None:
        headers = passenger.headers | {"Accept-Language": language}
        (shown,) = (await client.get("/passenger/stores", headers=headers)).json()
        assert (shown["name"], shown["description"]) == (name, description)

    async def test_without_a_ticket_there_are_none(
        self, client: httpx.AsyncClient, other_passenger: dict[str, str]
    ) -> None:
        answer = await client.get("/passenger/stores", headers=other_passenger)
        assert answer.json() == []

    async def test_base_server_away_is_a_clear_503(
        self, client: httpx.AsyncClient, passenger: Actor, base_api: FakeBaseApi
    ) -> None:
        base_api.is_away = True
        answer = await client.get("/passenger/stores", headers=passenger.headers)
        assert (answer.status_code, answer.json()["code"]) == (503, "NEIGHBOUR_UNAVAILABLE")


class TestListItems:
    @pytest.mark.parametrize("what", ["items", "categories"])
    async def test_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, passenger: Actor, database: Database, what: str
    ) -> None:
        other = await create_store(database)
        path = f"/passenger/store/{other.id}/{what}"
        answer = await client.get(path, headers=passenger.headers)
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    @pytest.mark.parametrize("what", ["items", "categories"])
    async def test_closed_store_shows_nothing(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        passenger: Actor,
        sold: dict[str, Any],
        what: str,
    ) -> None:
        # It has sold something, so it is archived, and base_server still knows it on the run.
        await client.delete(f"/admin/store/{sold['store_id']}", headers=admin)
        path = f"/passenger/store/{sold['store_id']}/{what}"
        answer = await client.get(path, headers=passenger.headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "STORE_NOT_FOUND")

    async def test_menu_is_shown(
        self, client: httpx.AsyncClient, passenger: Actor, store: StoreRead, tea: ItemRead
    ) -> None:
        path = f"/passenger/store/{store.id}"
        items = await client.get(f"{path}/items", headers=passenger.headers)
        categories = await client.get(f"{path}/categories", headers=passenger.headers)
        assert [item["name"] for item in items.json()["items"]] == ["Tea"]
        assert [one["count"] for one in categories.json()] == [1]

    @pytest.mark.parametrize(
        ("language", "names"),
        [("ru", ["Напитки", "Soups", None]), ("en", ["Drinks", "Soups", None])],
    )
    async def test_categories_are_named_in_the_passengers_language(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        russian_store: StoreRead,
        database: Database,
        language: str,
        names: list[str | None],
    ) -> None:
        for category in ("Drinks", "Soups", None):
            await create_item(database, russian_store.id, category=category)
        path = f"/passenger/store/{russian_store.id}/categories"
        answer = await client.get(path, headers=passenger.headers, params={"language": language})
        assert [one["category"] for one in answer.json()] == ["Drinks", "Soups", None]
        assert [one["name"] for one in answer.json()] == names


class TestCreatePurchase:
    @pytest.mark.parametrize("change", [{"seat": {"wagon_number": 4}}, {"ticket_id": "mine"}])
    async def test_bad_bodies_are_refused(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        tea: ItemRead,
        change: dict[str, Any],
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id), **change)
        answer = await client.post(PATH, headers=passenger.headers, json=body)
        assert answer.status_code == 422

    async def test_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, passenger: Actor, database: Database, tea: ItemRead
    ) -> None:
        other = await create_store(database)
        body = basket((tea.id, 1), store_id=str(other.id))
        answer = await client.post(PATH, headers=passenger.headers, json=body)
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"

    async def test_seat_of_somebody_else_is_refused(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        tea: ItemRead,
        database: Database,
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id), ticket_id=str(uuid4()))
        answer = await client.post(PATH, headers=passenger.headers, json=body)
        assert answer.json()["code"] == "SEAT_NOT_FOUND"
        assert await balance_of(database, tea.id) == 10

    async def test_staff_are_told_the_own_seat_whatever_is_claimed(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        terminal: dict[str, str],
        store: StoreRead,
        tea: ItemRead,
    ) -> None:
        claimed = {"wagon_number": 1, "place_number": 1, "wish": "no sugar"}
        body = basket((tea.id, 1), store_id=str(store.id), additional_data=claimed)
        answer = await client.post(PATH, headers=passenger.headers, json=body)
        task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
        told = task["additional_data"]
        assert answer.json()["user_id"] == str(passenger.id)
        assert (told["wagon_number"], told["place_number"], told["wish"]) == (4, 17, "no sugar")
        assert task["state"] == "NEW"

    async def test_ticket_that_was_just_bought_counts(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        sold: dict[str, Any],
        base_api: FakeBaseApi,
        database: Database,
    ) -> None:
        other = await create_store(database)
        pie = await create_item(database, other.id)
        base_api.give_ticket(passenger.id, other.id, place_number=18)
        body = basket((pie.id, 1), store_id=str(other.id))
        answer = await client.post(PATH, headers=passenger.headers, json=body)
        assert answer.status_code == 201

    async def test_repeated_key_is_one_purchase_though_base_server_is_away(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        tea: ItemRead,
        base_api: FakeBaseApi,
    ) -> None:
        headers = passenger.headers | {"Idempotency-Key": "order-1"}
        body = basket((tea.id, 1), store_id=str(store.id))
        first = await client.post(PATH, headers=headers, json=body)
        base_api.is_away = True
        second = await client.post(PATH, headers=headers, json=body)
        assert (first.status_code, second.text) == (201, first.text)

    async def test_age_limit_is_left_to_the_staff(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        database: Database,
    ) -> None:
        beer = await create_item(database, store.id, age_limit=18)
        body = basket((beer.id, 1), store_id=str(store.id))
        sold = (await client.post(PATH, headers=passenger.headers, json=body)).json()
        shown = await client.get(f"{PATH}/{sold['id']}", headers=passenger.headers)
        assert shown.json()["age_limit"] == 18

    async def test_own_basket_is_kept_and_bought(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        tea: ItemRead,
        database: Database,
    ) -> None:
        body = basket((tea.id, 10), store_id=str(store.id))
        path = "/passenger/reservation"
        made = (await client.post(path, headers=passenger.headers, json=body)).json()
        body["reservation_id"] = made["id"]
        sold = await client.post(PATH, headers=passenger.headers, json=body)
        shown = await client.get(f"{path}/{made['id']}", headers=passenger.headers)
        given_back = await client.delete(f"{path}/{made['id']}", headers=passenger.headers)
        assert sold.status_code == 201
        assert shown.json()["state"] == "USED"
        assert given_back.json()["code"] == "RESERVATION_NOT_LIVE"
        assert await wrong_holds(database) == []

    async def test_basket_at_a_store_of_another_run_is_refused(
        self, client: httpx.AsyncClient, passenger: Actor, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), store_id=str(uuid4()))
        answer = await client.post("/passenger/reservation", headers=passenger.headers, json=body)
        assert answer.json()["code"] == "STORE_NOT_ON_TRAIN"


class TestReadPurchases:
    async def test_purchase_of_somebody_else_is_not_found(
        self,
        client: httpx.AsyncClient,
        other_passenger: dict[str, str],
        sold: dict[str, Any],
    ) -> None:
        path = f"{PATH}/{sold['id']}"
        answers = [
            await client.get(path, headers=other_passenger),
            await client.get(f"{path}/stream", headers=other_passenger),
        ]
        listed = await client.get("/passenger/purchases", headers=other_passenger)
        assert [answer.json()["code"] for answer in answers] == ["PURCHASE_NOT_FOUND"] * 2
        assert listed.json()["total"] == 0

    async def test_own_purchase_shows_how_far_it_is(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        terminal: dict[str, str],
        sold: dict[str, Any],
    ) -> None:
        task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
        await client.post(f"/store/task/{task['id']}/take", headers=terminal)
        shown = await client.get(f"{PATH}/{sold['id']}", headers=passenger.headers)
        listed = await client.get("/passenger/purchases", headers=passenger.headers)
        assert shown.json().items() >= sold.items()
        assert shown.json()["state"] == "TAKEN"
        assert shown.json()["promised_at"] == task["promised_at"]
        assert [shown.json()[f"{what}_number"] for what in ("wagon", "place")] == [
            task["wagon_number"],
            task["place_number"],
        ]
        assert listed.json()["items"] == [shown.json()]

    async def test_what_was_bought_is_named_in_a_wanted_language(
        self,
        client: httpx.AsyncClient,
        passenger: Actor,
        store: StoreRead,
        database: Database,
    ) -> None:
        translations = {"ru": Translation(name="Чай")}
        tea = await create_item(database, store.id, name="Tea", translations=translations)
        body = basket((tea.id, 1), store_id=str(store.id))
        sold = (await client.post(PATH, headers=passenger.headers, json=body)).json()
        russian = passenger.headers | {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}
        shown = (await client.get(f"{PATH}/{sold['id']}", headers=russian)).json()
        listed = (await client.get("/passenger/purchases", headers=russian)).json()
        plain = (await client.get(f"{PATH}/{sold['id']}", headers=passenger.headers)).json()
        assert shown["store_name"] == store.name
        assert shown["items"][0]["name"] == listed["items"][0]["items"][0]["name"] == "Чай"
        assert plain["items"][0]["name"] == "Tea"


class TestStream:
    async def test_buyer_sees_how_far_it_is(
        self,
        client: httpx.AsyncClient,
        address: str,
        passenger: Actor,
        terminal: dict[str, str],
        sold: dict[str, Any],
    ) -> None:
        task = (await client.get("/store/tasks", headers=terminal)).json()["items"][0]
        path = f"{PATH}/{sold['id']}/stream"
        async with listening(address, passenger.headers, path=path) as events:
            ready = await following(events)
            await client.post(f"/store/task/{task['id']}/ready", headers=terminal)
            changed = await following(events)
            while changed["data"]["state"] == "NEW":
                changed = await following(events)
        assert ready["event"] == "ready"
        assert changed["event"] == "purchase.changed"
        assert changed["data"]["state"] == "READY"
