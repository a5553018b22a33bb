"""The statements of delivering."""

from uuid import UUID

from service_kit.database import Database

from app.webhooks import queue
from tests.plans import analyze, pages
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


async def test_a_batch_costs_the_same_however_much_waits(
    database: Database, subscribe: Subscribe
) -> None:
    made = await subscribe(Receiver(), url="https://accounting.example.org")
    await database.driver.execute(_WAIT, UUID(made["id"]), WAITING)
    query = queue.CLAIM.replace("now()", "now() + interval '2 hours'")
    plan = await analyze(database, query, UUID(made["id"]), BATCH)
    assert plan["Actual Rows"] == BATCH
    assert pages(plan) < PAGES
