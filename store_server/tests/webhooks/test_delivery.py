"""What reaches a receiver, and what becomes of it when the receiver misbehaves."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from service_kit.database import Database

from tests.webhooks.conftest import Subscribe
from tests.webhooks.receiver import (
    Behaviour,
    Receiver,
    accept,
    answer,
    answer_endlessly,
    eventually,
    hang,
    hang_up,
)

Sell = Callable[[], Awaitable[dict[str, Any]]]


async def delivery_in(database: Database) -> dict[str, Any]:
    row = await database.driver.fetchrow("SELECT * FROM webhook_deliveries ORDER BY id LIMIT 1")
    return dict(row) if row else {}


async def attempted(database: Database, *, times: int = 1) -> dict[str, Any]:
    """The first delivery, once it was attempted so often."""
    async with asyncio.timeout(5):
        while (await delivery_in(database)).get("attempts", 0) < times:
            await asyncio.sleep(0.02)
    return await delivery_in(database)


async def make_due(database: Database) -> None:
    await database.driver.execute("UPDATE webhook_deliveries SET due_at = now()")


class TestWhatIsSent:
    async def test_purchase_and_refund_arrive_signed_and_in_order(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
    ) -> None:
        sold = await sell()
        path = f"/store/purchase/{sold['id']}/refund"
        refund = await client.post(path, headers=terminal, json={"reason": "Cold"})
        await eventually(lambda: len(receiver.events) == 2)
        assert [event["type"] for event in receiver.events] == [
            "purchase.created",
            "purchase.refunded",
        ]
        assert [event["data"] for event in receiver.events] == [sold, refund.json()]
        assert receiver.headers[0]["Content-Type"] == "application/json"

    async def test_only_subscribed_types_arrive(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        subscribe: Subscribe,
        receiver: Receiver,
        sell: Sell,
    ) -> None:
        await subscribe(receiver, event_types=["purchase.refunded"])
        sold = await sell()
        path = f"/store/purchase/{sold['id']}/refund"
        await client.post(path, headers=terminal, json={"reason": "Cold"})
        await eventually(lambda: receiver.events)
        assert [event["type"] for event in receiver.events] == ["purchase.refunded"]

    async def test_while_a_secret_is_rotated_both_sign(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/rotate_secret"
        rotated = (await client.post(path, headers=admin, json={})).json()
        receiver.secrets = [subscription["secret"], rotated["secret"]]
        await sell()
        await eventually(lambda: receiver.events)
        assert receiver.headers[0]["webhook-signature"].count("v1,") == 2

    async def test_a_secret_that_was_rotated_without_overlap_signs_no_more(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/rotate_secret"
        rotated = (await client.post(path, headers=admin, json={"overlap_hours": 0})).json()
        receiver.secrets = [rotated["secret"]]
        await sell()
        await eventually(lambda: receiver.events)
        assert receiver.headers[0]["webhook-signature"].count("v1,") == 1

    async def test_an_event_is_one_delivery_however_often_the_outbox_hands_it_over(
        self,
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
        database: Database,
    ) -> None:
        await sell()
        await eventually(lambda: receiver.events)
        await database.driver.execute("UPDATE outbox SET delivered_at = NULL")
        query = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL"
        while await database.driver.fetchval(query):
            await asyncio.sleep(0.02)
        assert await database.driver.fetchval("SELECT count(*) FROM webhook_deliveries") == 1

    async def test_nothing_is_kept_for_a_subscription_that_is_not_active(
        self, subscribe: Subscribe, receiver: Receiver, sell: Sell, database: Database
    ) -> None:
        await subscribe(receiver, is_active=False)
        await sell()
        query = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL"
        while await database.driver.fetchval(query):
            await asyncio.sleep(0.02)
        assert await delivery_in(database) == {}


class TestReceiverMisbehaves:
    @pytest.mark.parametrize(
        ("behaviour", "status", "error"),
        [
            (answer(500), 500, None),
            (answer(404), 404, None),
            (answer(302, Location="http://127.0.0.1:1/elsewhere"), 302, None),
            (hang, None, "TIMEOUT"),
            (hang_up, None, "BAD_ANSWER"),
        ],
    )
    async def test_failed_attempt_is_noted_and_repeated(
        self,
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
        database: Database,
        behaviour: Behaviour,
        status: int | None,
        error: str | None,
    ) -> None:
        receiver.behaviour = behaviour
        await sell()
        failed = await attempted(database)
        receiver.behaviour = accept
        await make_due(database)
        await eventually(lambda: receiver.events)
        assert (failed["state"], failed["status"], failed["error"]) == ("PENDING", status, error)
        assert 4 < (failed["due_at"] - failed["attempted_at"]).total_seconds() < 6
        assert len(set(receiver.ids)) == 1

    async def test_nobody_there_is_noted(
        self, subscribe: Subscribe, sell: Sell, database: Database
    ) -> None:
        async with Receiver().listening() as gone:
            await subscribe(gone)
        await sell()
        assert (await attempted(database))["error"] == "NO_CONNECTION"

    async def test_an_endless_answer_is_hung_up_on(
        self, subscription: dict[str, Any], receiver: Receiver, sell: Sell, database: Database
    ) -> None:
        receiver.behaviour = answer_endlessly
        await sell()
        assert (await attempted(database))["state"] == "DELIVERED"

    async def test_gone_switches_the_subscription_off(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
        database: Database,
    ) -> None:
        receiver.behaviour = answer(410)
        await sell()
        await attempted(database)
        path = f"/admin/webhook/{subscription['id']}"
        async with asyncio.timeout(5):
            while (shown := (await client.get(path, headers=admin)).json())["is_active"]:
                await asyncio.sleep(0.02)
        assert shown["disabled_at"] is not None

    async def test_the_last_failure_makes_a_dead_letter(
        self, subscription: dict[str, Any], receiver: Receiver, sell: Sell, database: Database
    ) -> None:
        receiver.behaviour = answer(503)
        await sell()
        await attempted(database)
        await database.driver.execute("UPDATE webhook_deliveries SET attempts = 11, due_at = now()")
        dead = await attempted(database, times=12)
        assert (dead["state"], dead["status"]) == ("DEAD", 503)

    async def test_a_later_event_of_the_same_purchase_waits_for_the_earlier_one(
        self,
        client: httpx.AsyncClient,
        terminal: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        sell: Sell,
        database: Database,
    ) -> None:
        receiver.behaviour = answer(500)
        sold = await sell()
        await attempted(database)
        receiver.behaviour = accept
        path = f"/store/purchase/{sold['id']}/refund"
        await client.post(path, headers=terminal, json={"reason": "Cold"})
        other = await sell()
        await eventually(lambda: receiver.events)
        assert [event["data"]["id"] for event in receiver.events] == [other["id"]]
        await make_due(database)
        await eventually(lambda: len(receiver.events) == 3)
        assert [event["type"] for event in receiver.events[1:]] == [
            "purchase.created",
            "purchase.refunded",
        ]

    async def test_a_hanging_receiver_delays_nobody(
        self, subscribe: Subscribe, subscription: dict[str, Any], receiver: Receiver, sell: Sell
    ) -> None:
        async with Receiver().listening() as slow:
            await subscribe(slow)
            slow.behaviour = hang
            for _ in range(20):
                await sell()
            await eventually(lambda: len(receiver.events) == 20, seconds=2)
            assert slow.events == []


async def test_what_was_sent_before_a_crash_is_sent_again_with_the_same_id(
    subscription: dict[str, Any], receiver: Receiver, sell: Sell, database: Database
) -> None:
    await sell()
    await eventually(lambda: receiver.events)
    # As if the process had died between the answer and its record.
    async with asyncio.timeout(5):
        while (await delivery_in(database))["state"] != "DELIVERED":
            await asyncio.sleep(0.02)
    await database.driver.execute(
        "UPDATE webhook_deliveries SET state = 'PENDING', finished_at = NULL, due_at = now()"
    )
    await eventually(lambda: len(receiver.events) == 2)
    assert len(set(receiver.ids)) == 1
