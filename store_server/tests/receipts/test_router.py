"""Receipts for the store, the robot and the passenger."""

import io
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import CallerKind
from pypdf import PdfReader
from service_kit.database import Database
from service_kit.testing.plugin import SignIn

from app.items.schemas import ItemRead, Translation
from app.receipts.rules import money
from app.stores.schemas import StoreRead
from tests.conftest import Actor
from tests.factories import create_item
from tests.purchases.baskets import basket


@pytest.fixture
async def tea(database: Database, store: StoreRead) -> ItemRead:
    names = {"ru": Translation(name="Чай")}
    return await create_item(database, store.id, name="Tea", price_penny=61_725, translations=names)


@pytest.fixture
async def purchase_id(client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead) -> UUID:
    body = basket((tea.id, 2))
    sold = await client.post("/store/purchase", headers=terminal, json=body)
    return UUID(sold.json()["id"])


class TestGetReceipt:
    @pytest.mark.parametrize("kind", [CallerKind.STORE, CallerKind.ROBOT, CallerKind.PASSENGER])
    async def test_purchase_of_others_is_not_found(
        self, client: httpx.AsyncClient, sign_in: SignIn, purchase_id: UUID, kind: CallerKind
    ) -> None:
        headers = await sign_in(kind, store_id=str(uuid4()))
        path = f"/{kind}/purchase/{purchase_id}/receipt"
        answer = await client.get(path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "PURCHASE_NOT_FOUND")

    async def test_unknown_format_is_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], purchase_id: UUID
    ) -> None:
        path = f"/store/purchase/{purchase_id}/receipt"
        answer = await client.get(path, headers=terminal, params={"format": "html"})
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("language", "expected"),
        [("ru", ["Чек", "Чай", "Итого"]), ("de", ["Receipt", "Tea", "Total"])],
    )
    async def test_text_is_in_the_wanted_language(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        store: StoreRead,
        purchase_id: UUID,
        language: str,
        expected: list[str],
    ) -> None:
        path = f"/store/purchase/{purchase_id}/receipt"
        params = {"format": "txt", "language": language}
        answer = await client.get(path, headers=terminal, params=params)
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert all(word in answer.text for word in [store.name, "2 × 617.25", *expected])
        assert answer.text.count("1 234.50") == 2

    async def test_refund_is_named(
        self, client: httpx.AsyncClient, terminal: dict[str, str], tea: ItemRead, purchase_id: UUID
    ) -> None:
        body = {"reason": "Cold", "items": [{"item_id": str(tea.id), "count": 1}]}
        await client.post(f"/store/purchase/{purchase_id}/refund", headers=terminal, json=body)
        path = f"/store/purchase/{purchase_id}/receipt"
        answer = await client.get(path, headers=terminal, params={"format": "txt"})
        assert "Refunded" in answer.text

    async def test_robot_prints_cyrillic_as_pdf(
        self, client: httpx.AsyncClient, robot: Actor, store: StoreRead, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 2), store_id=str(store.id))
        sold = (await client.post("/robot/purchase", headers=robot.headers, json=body)).json()
        path = f"/robot/purchase/{sold['id']}/receipt"
        headers = robot.headers | {"Accept-Language": "ru"}
        answer = await client.get(path, headers=headers)
        text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert answer.headers["content-type"] == "application/pdf"
        assert f"receipt-{sold['id']}.pdf" in answer.headers["content-disposition"]
        assert all(word in text for word in ["Чек", "Чай", "Итого", "1 234.50"])

    async def test_passenger_has_the_own_one(
        self, client: httpx.AsyncClient, passenger: Actor, store: StoreRead, tea: ItemRead
    ) -> None:
        body = basket((tea.id, 1), store_id=str(store.id))
        sold = await client.post("/passenger/purchase", headers=passenger.headers, json=body)
        path = f"/passenger/purchase/{sold.json()['id']}/receipt"
        answer = await client.get(path, headers=passenger.headers)
        assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("penny", "text"), [(0, "0.00"), (5, "0.05"), (123_450, "1 234.50"), (10**9, "10 000 000.00")]
)
def test_money_has_two_places(penny: int, text: str) -> None:
    assert money(penny) == text
