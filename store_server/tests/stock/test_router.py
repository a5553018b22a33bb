import asyncio

import httpx
import pytest
from service_kit.database import Database

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import balance_of, create_item, wrong_balances

DELIVERY = {"delta": 5, "reason": "DELIVERY"}


@pytest.fixture
async def item(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, balance=10)


class TestCreateMovement:
    @pytest.mark.parametrize(
        "change",
        [
            {"delta": 0},
            {"delta": 1_000_001},
            {"delta": -1_000_001},
            {"delta": "5"},
            {"delta": True},
            {"delta": 10**30},
            {"reason": "SALE"},
            {"reason": "THEFT"},
        ],
    )
    async def test_bad_fields_are_refused(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        change: dict[str, object],
    ) -> None:
        answer = await client.post(
            f"/store/item/{item.id}/stock", headers=terminal, json=DELIVERY | change
        )
        assert answer.status_code == 422

    async def test_foreign_item_is_not_found(
        self, client: httpx.AsyncClient, other_terminal: dict[str, str], item: ItemRead
    ) -> None:
        answer = await client.post(
            f"/store/item/{item.id}/stock", headers=other_terminal, json=DELIVERY
        )
        assert answer.status_code == 404
        assert answer.json()["code"] == "ITEM_NOT_FOUND"

    async def test_nothing_goes_below_zero(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        database: Database,
    ) -> None:
        waste = {"delta": -11, "reason": "WASTE"}
        answer = await client.post(f"/store/item/{item.id}/stock", headers=terminal, json=waste)
        assert answer.status_code == 409
        assert answer.json()["code"] == "OUT_OF_STOCK"
        assert answer.json()["items"] == [{"item_id": str(item.id), "left": 10}]
        assert await balance_of(database, item.id) == 10

    async def test_movement_is_written_to_the_ledger(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        database: Database,
    ) -> None:
        answer = await client.post(f"/store/item/{item.id}/stock", headers=terminal, json=DELIVERY)
        assert answer.status_code == 201
        assert answer.json().items() >= (DELIVERY | {"balance": 15}).items()
        assert await balance_of(database, item.id) == 15
        assert await wrong_balances(database) == []

    async def test_repeated_delivery_counts_once(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        database: Database,
    ) -> None:
        headers = terminal | {"Idempotency-Key": "van-17"}
        path = f"/store/item/{item.id}/stock"
        answers = await asyncio.gather(
            *(client.post(path, headers=headers, json=DELIVERY) for _ in range(10))
        )
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert await balance_of(database, item.id) == 15

    async def test_many_at_once_never_go_below_zero(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        item: ItemRead,
        database: Database,
    ) -> None:
        waste = {"delta": -1, "reason": "WASTE"}
        path = f"/store/item/{item.id}/stock"
        answers = await asyncio.gather(
            *(client.post(path, headers=terminal, json=waste) for _ in range(30))
        )
        codes = [answer.status_code for answer in answers]
        assert (codes.count(201), codes.count(409)) == (10, 20)
        assert await balance_of(database, item.id) == 0
        assert await wrong_balances(database) == []
