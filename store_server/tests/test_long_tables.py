"""What must not go through everything that a store has ever sold."""

from uuid import UUID

import pytest
from service_kit.database import Database
from service_kit.testing.plans import analyze, as_text, pages, scans
from sqlalchemy import Select

from app.accounting import repository as accounting
from app.models import Purchase, Task, TaskState
from app.models.task import OPEN_STATES
from app.stores.schemas import StoreRead
from app.tasks import repository as tasks

SOLD = 20_000
# Of so many sales one is late, one is not ready yet, and one is under no report.
EACH = 200
# All of the tables are several hundred.
FEW_PAGES = 150
_SELL = """
WITH report AS (
    INSERT INTO shift_reports (store_id, number, opened_at, closed_by, purchases, purchases_penny,
        refunds, refunds_penny)
    VALUES ($1, 1, now(), 'store:test', 0, 0, 0, 0) RETURNING id
)
INSERT INTO purchases (id, store_id, total_penny, seller, report_id)
SELECT uuidv7(), $1, 100, 'store:test', CASE WHEN n % $3 > 0 THEN report.id END
FROM generate_series(1, $2::int) AS n, report
"""
_PREPARE = """
WITH numbered AS (
    SELECT id, row_number() OVER (ORDER BY id) AS n FROM purchases WHERE store_id = $1
)
INSERT INTO tasks (store_id, purchase_id, state, promised_at, ready_at)
SELECT $1, id, CASE WHEN n % $2 = 1 THEN 'NEW' ELSE 'HANDED_OVER' END, now() - interval '1 hour',
    CASE WHEN n % $2 <> 1
        THEN now() - interval '1 hour' + CASE WHEN n % $2 = 2 THEN 1 ELSE -1 END * interval '1 min'
    END
FROM numbered
"""


@pytest.fixture
async def store_id(database: Database, store: StoreRead) -> UUID:
    """Of a store that has sold a lot."""
    await database.driver.execute(_SELL, store.id, SOLD, EACH)
    # By what it knows of the emptied table, a foreign key would be checked by reading all of it.
    await database.driver.execute("VACUUM (ANALYZE) purchases")
    await database.driver.execute(_PREPARE, store.id, EACH)
    await database.driver.execute("VACUUM (ANALYZE) tasks")
    return store.id


def page_of(query: Select[Task]) -> str:
    return as_text(query.order_by(Task.id.desc()).limit(50))


async def test_tasks_that_are_late(database: Database, store_id: UUID) -> None:
    query = tasks.filtered(store_id, states=None, is_late=True, wagon_number=None)
    plan = await analyze(database, page_of(query))
    assert plan["Actual Rows"] == 50
    assert list(scans(plan)) == [("Index Scan", "ix_tasks_late")]
    assert pages(plan) < FEW_PAGES


async def test_tasks_that_are_open(database: Database, store_id: UUID) -> None:
    query = tasks.filtered(store_id, states=OPEN_STATES, is_late=None, wagon_number=None)
    plan = await analyze(database, page_of(query))
    assert plan["Actual Rows"] == 50
    assert list(scans(plan)) == [("Index Scan", "ix_tasks_open")]
    assert pages(plan) < FEW_PAGES


async def test_late_ones_of_some_states(database: Database, store_id: UUID) -> None:
    query = tasks.filtered(store_id, states=[TaskState.NEW], is_late=True, wagon_number=None)
    plan = await analyze(database, as_text(query))
    assert plan["Actual Rows"] == SOLD / EACH
    assert pages(plan) < FEW_PAGES


async def test_sums_of_what_no_report_covers(database: Database, store_id: UUID) -> None:
    plan = await analyze(database, as_text(accounting.open_sums_query(Purchase, store_id)))
    assert list(scans(plan)) == [("Index Only Scan", "ix_purchases_open")]
    assert pages(plan) < FEW_PAGES
