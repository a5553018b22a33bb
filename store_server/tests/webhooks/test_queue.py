"""The statements of delivering."""

import json
from uuid import UUID

import httpx
from service_kit.database import Database
from service_kit.testing.plans import Plan, pages

from app.webhooks import queue
from tests.webhooks.conftest import Subscribe
from tests.webhooks.receiver import Receiver

WAITING = 2_000
BATCH = 100
# A few for each row that is taken. A plan that goes through all that waits touches a thousand times
# as many.
PAGES = 20 * BATCH
_WAIT = """
INSERT INTO webhook_deliveries
    (subscription_id, event_id, event_type, key, position, body, due_at)
SELECT $1, gen_random_uuid(), 'purchase.created', 'key ' || n, n, '{}', now() + interval '1 hour'
FROM generate_series(1, $2::int) AS n
"""
_END = """
UPDATE webhook_deliveries SET state = ($1::text[])[position],
    finished_at = now() - ($2::int[])[position] * interval '1 day'
"""


async def test_a_batch_costs_the_same_however_much_waits(
    database: Database, subscribe: Subscribe
) -> None:
    made = await subscribe(Receiver(), url="https://accounting.example.org")
    await database.driver.execute(_WAIT, UUID(made["id"]), WAITING)
    plan = await _claim(database, UUID(made["id"]))
    assert plan["Actual Rows"] == BATCH
    assert pages(plan) < PAGES


async def test_statistics_of_an_empty_queue_mislead_nobody(
    database: Database, subscribe: Subscribe
) -> None:
    made = await subscribe(Receiver(), url="https://accounting.example.org")
    await database.driver.execute(_WAIT, UUID(made["id"]), 1)
    await database.driver.execute("VACUUM (ANALYZE) webhook_deliveries")
    await database.driver.execute(_WAIT, UUID(made["id"]), WAITING)
    await database.driver.execute("UPDATE webhook_deliveries SET due_at = now()")
    plan = await _claim(database, UUID(made["id"]))
    assert plan["Actual Rows"] == BATCH
    assert pages(plan) < PAGES


async def _claim(database: Database, subscription_id: UUID) -> Plan:
    """What claiming a batch in two hours costs."""
    query = queue.CLAIM.replace("now()", "now() + interval '2 hours'")
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}"
    async with database.driver.acquire() as connection, connection.transaction():
        await connection.execute(queue.BY_INDEX)
        told = json.loads(await connection.fetchval(explain, subscription_id, BATCH))
    plan: Plan = told[0]["Plan"]
    return plan


async def test_only_what_was_delivered_long_ago_is_forgotten(
    database: Database, subscribe: Subscribe
) -> None:
    made = await subscribe(Receiver(), url="https://accounting.example.org")
    await database.driver.execute(_WAIT, UUID(made["id"]), 3)
    await database.driver.execute(_END, ["DELIVERED", "DEAD", "DELIVERED"], [31, 31, 29])
    await queue.forget(database, days=30)
    rows = await database.driver.fetch("SELECT state FROM webhook_deliveries ORDER BY position")
    assert [row["state"] for row in rows] == ["DEAD", "DELIVERED"]


async def test_all_that_is_dead_is_revived_and_nothing_else(
    client: httpx.AsyncClient, admin: dict[str, str], database: Database, subscribe: Subscribe
) -> None:
    made = await subscribe(Receiver(), url="https://accounting.example.org", is_active=False)
    await database.driver.execute(_WAIT, UUID(made["id"]), 2)
    await database.driver.execute(_END, ["DELIVERED", "DEAD"], [1, 1])
    answer = await client.post(f"/admin/webhook/{made['id']}/replay", headers=admin)
    query = "SELECT state, finished_at FROM webhook_deliveries ORDER BY position"
    delivered, revived = await database.driver.fetch(query)
    assert answer.json() == {"count": 1}
    assert (delivered["state"], delivered["finished_at"] is None) == ("DELIVERED", False)
    assert (revived["state"], revived["finished_at"]) == ("PENDING", None)
