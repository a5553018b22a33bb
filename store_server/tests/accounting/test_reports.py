"""Z reports: numbered without gaps, never changed, and each sale in exactly one of them."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest
from service_kit.database import Database

from tests.accounting.conftest import Refund, Sell

Z = "/store/report/z"


async def close(client: httpx.AsyncClient, terminal: dict[str, str]) -> dict[str, Any]:
    answer = await client.post(Z, headers=terminal, json={})
    assert answer.status_code == 201, answer.text
    closed: dict[str, Any] = answer.json()
    return closed


class TestReportX:
    async def test_it_tells_what_no_report_covers_and_changes_nothing(
        self, client: httpx.AsyncClient, terminal: dict[str, str], sell: Sell, refund: Refund
    ) -> None:
        await sell(1)
        await close(client, terminal)
        await refund(await sell(3), 1)
        reports = [(await client.get("/store/report/x", headers=terminal)).json() for _ in range(2)]
        assert {(one["purchases_penny"], one["refunds_penny"]) for one in reports} == {(999, 333)}
        assert {one["net_penny"] for one in reports} == {666}


class TestCloseShift:
    @pytest.mark.parametrize(
        "body", [{"train_number": ""}, {"train_number": "x" * 21}, {"train_date": "soon"}]
    )
    async def test_bad_fields_are_refused(
        self, client: httpx.AsyncClient, terminal: dict[str, str], body: dict[str, str]
    ) -> None:
        assert (await client.post(Z, headers=terminal, json=body)).status_code == 422

    async def test_it_names_the_train_run_and_covers_what_was_sold(
        self, client: httpx.AsyncClient, terminal: dict[str, str], sell: Sell
    ) -> None:
        await sell(2)
        run = {"train_number": "002A", "train_date": "2026-03-08"}
        closed = (await client.post(Z, headers=terminal, json=run)).json()
        assert closed.items() >= (run | {"number": 1, "purchases": 1, "net_penny": 666}).items()

    async def test_the_date_of_a_date_time_counts(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        run = {"train_number": "002A", "train_date": "2026-03-08T23:55:00+03:00"}
        closed = (await client.post(Z, headers=terminal, json=run)).json()
        assert closed["train_date"] == "2026-03-08"

    async def test_the_next_one_begins_where_this_one_ended(
        self, client: httpx.AsyncClient, terminal: dict[str, str], sell: Sell
    ) -> None:
        first = await close(client, terminal)
        await sell(1)
        second = await close(client, terminal)
        assert (first["purchases"], second["purchases"]) == (0, 1)
        assert second["opened_at"] == first["closed_at"]

    async def test_repeated_closing_is_one_report(
        self, client: httpx.AsyncClient, terminal: dict[str, str]
    ) -> None:
        headers = terminal | {"Idempotency-Key": "z-1"}
        answers = [await client.post(Z, headers=headers, json={}) for _ in range(2)]
        assert answers[0].json() == answers[1].json()

    async def test_whatever_happens_at_once_is_in_exactly_one_report(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        sell: Sell,
        refund: Refund,
    ) -> None:
        async def trade() -> tuple[int, int]:
            sold = await sell(2)
            return sold["total_penny"], (await refund(sold, 1))["total_penny"]

        work = [trade() for _ in range(16)]
        closings = [close(client, terminal) for _ in range(5)]
        traded, closed = await asyncio.gather(asyncio.gather(*work), asyncio.gather(*closings))
        reports = [*closed, await close(client, terminal)]
        assert sorted(one["number"] for one in reports) == list(range(1, 7))
        assert sum(one["purchases_penny"] for one in reports) == sum(paid for paid, _ in traded)
        assert sum(one["refunds_penny"] for one in reports) == sum(back for _, back in traded)

    async def test_it_is_told_to_subscribers(
        self, client: httpx.AsyncClient, terminal: dict[str, str], database: Database
    ) -> None:
        closed = await close(client, terminal)
        query = "SELECT payload FROM outbox WHERE topic = 'report.closed'"
        assert await database.driver.fetchval(query) == {"report": closed}

    async def test_nobody_changes_it_afterwards(
        self, client: httpx.AsyncClient, terminal: dict[str, str], database: Database
    ) -> None:
        await close(client, terminal)
        for statement in ("UPDATE shift_reports SET number = 2", "DELETE FROM shift_reports"):
            with pytest.raises(asyncpg.RaiseError, match="never changed"):
                await database.driver.execute(statement)


class TestReadReports:
    async def test_reports_are_listed_and_shown_to_store_and_administration(
        self, client: httpx.AsyncClient, terminal: dict[str, str], admin: dict[str, str]
    ) -> None:
        closed = [await close(client, terminal) for _ in range(2)]
        mine = await client.get("/store/reports", headers=terminal)
        path = f"/admin/store/{closed[0]['store_id']}/reports"
        theirs = await client.get(path, headers=admin)
        shown = await client.get(f"{Z}/1", headers=terminal)
        assert mine.json()["items"] == theirs.json()["items"] == closed[::-1]
        assert shown.json() == closed[0]

    async def test_report_of_another_store_is_not_found(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
    ) -> None:
        await close(client, terminal)
        answer = await client.get(f"{Z}/1", headers=other_terminal)
        assert answer.status_code == 404
        assert answer.json()["code"] == "REPORT_NOT_FOUND"
