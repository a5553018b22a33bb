"""A day's export, its summary and the purchases themselves come to the same penny."""

import csv
import io
import random
from datetime import UTC, datetime, time, timedelta
from typing import Any

import httpx
import orjson
import pytest
from service_kit.database import Database

from app.stores.schemas import StoreRead
from tests.accounting.conftest import Refund, Sell
from tests.factories import create_store

EXPORT, SUMMARY = "/admin/accounting/export", "/admin/accounting/summary"


def today() -> str:
    return datetime.now(UTC).date().isoformat()


async def exported(
    client: httpx.AsyncClient, admin: dict[str, str], **params: str
) -> list[dict[str, Any]]:
    params = {"date": today(), "format": "jsonl"} | params
    answer = await client.get(EXPORT, headers=admin, params=params)
    assert answer.status_code == 200
    return [orjson.loads(line) for line in answer.content.splitlines()]


async def summary(
    client: httpx.AsyncClient, admin: dict[str, str], **params: str
) -> dict[str, Any]:
    answer = await client.get(SUMMARY, headers=admin, params={"date": today()} | params)
    added: dict[str, Any] = answer.json()
    return added


class TestExport:
    @pytest.mark.parametrize(
        "change", [{"date": "today"}, {"date": "0001-01-01"}, {"format": "xlsx"}, {"store_id": "-"}]
    )
    async def test_bad_parameters_are_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str], change: dict[str, str]
    ) -> None:
        answer = await client.get(EXPORT, headers=admin, params={"date": today()} | change)
        assert answer.status_code == 422

    async def test_every_line_is_a_row(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        store: StoreRead,
        sell: Sell,
        refund: Refund,
    ) -> None:
        sold = await sell(3)
        back = await refund(sold, 2)
        rows = await exported(client, admin)
        assert [(row["kind"], row["count"], row["amount_penny"]) for row in rows] == [
            ("PURCHASE", 3, 999),
            ("REFUND", 2, -666),
        ]
        assert {row["store_id"] for row in rows} == {str(store.id)}
        assert {row["purchase_id"] for row in rows} == {sold["id"]}
        assert [row["refund_id"] for row in rows] == [None, back["id"]]
        assert [row["reason"] for row in rows] == [None, "Cold"]

    async def test_a_spreadsheet_finds_no_formula(
        self, client: httpx.AsyncClient, admin: dict[str, str], sell: Sell
    ) -> None:
        await sell(1)
        answer = await client.get(EXPORT, headers=admin, params={"date": today()})
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0]["name"] == "'=Tea;1"
        assert rows[0]["amount_penny"] == "333"

    async def test_one_store_and_one_day_are_what_was_asked_for(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        sell: Sell,
        database: Database,
    ) -> None:
        await sell(1)
        other = await create_store(database)
        yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
        assert await exported(client, admin, store_id=str(other.id)) == []
        assert await exported(client, admin, date=yesterday) == []
        assert (await summary(client, admin, date=yesterday))["purchases"] == 0

    async def test_midnight_belongs_to_the_day_that_begins(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        sell: Sell,
        database: Database,
    ) -> None:
        await sell(1)
        date = datetime.now(UTC).date() + timedelta(days=1)
        midnight = datetime.combine(date, time(), UTC)
        await database.driver.execute("UPDATE purchases SET created_at = $1", midnight)
        await database.driver.execute(
            "UPDATE purchase_items SET id = uuidv7($1::timestamptz - now())", midnight
        )
        assert await exported(client, admin) == []
        assert (await summary(client, admin))["purchases"] == 0
        assert len(await exported(client, admin, date=date.isoformat())) == 1
        assert (await summary(client, admin, date=date.isoformat()))["purchases"] == 1


async def test_sums_are_the_same_everywhere(
    client: httpx.AsyncClient,
    admin: dict[str, str],
    terminal: dict[str, str],
    sell: Sell,
    refund: Refund,
) -> None:
    chance = random.Random(7)
    paid = returned = 0
    for _ in range(40):
        sold = await sell(chance.randint(1, 9))
        paid += sold["total_penny"]
        left = sold["items"][0]["count"]
        while left and chance.random() < 0.4:
            count = chance.randint(1, left)
            left -= count
            returned += (await refund(sold, count))["total_penny"]
    rows, added = await exported(client, admin), await summary(client, admin)
    report = (await client.get("/store/report/x", headers=terminal)).json()
    amounts = [row["amount_penny"] for row in rows]
    assert returned > 0
    for figures in (added, added["stores"][0], report):
        assert figures["purchases_penny"] == paid == sum(one for one in amounts if one > 0)
        assert figures["refunds_penny"] == returned == -sum(one for one in amounts if one < 0)
        assert figures["net_penny"] == sum(amounts)


async def test_more_rows_than_a_batch_are_all_there_once(
    client: httpx.AsyncClient, admin: dict[str, str], sell: Sell, database: Database
) -> None:
    sold = await sell(1)
    await database.driver.execute(
        "WITH made AS (INSERT INTO purchases (store_id, total_penny, seller)"
        " SELECT $1, 5, 'test' FROM generate_series(1, 2500) RETURNING id)"
        " INSERT INTO purchase_items (purchase_id, store_item_id, name, count, price_penny)"
        " SELECT id, $2, 'Tea', 1, 5 FROM made",
        sold["store_id"],
        sold["items"][0]["item_id"],
    )
    rows = await exported(client, admin)
    assert len({row["id"] for row in rows}) == len(rows) == 2501
    assert sum(row["amount_penny"] for row in rows) == 333 + 2500 * 5
