"""A small day while processes are broken and a queue filled; and an audit that notices faults."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rich.console import Console

from app.insight.outbox import connected
from app.simulate.audit import audit
from app.simulate.running import Outcome, run_day
from app.simulate.wishes import Wishes
from app.stack import LocalStack, Stores
from tests.stack.conftest import ADMIN
from tests.stack.programs import run_module

pytestmark = pytest.mark.alone

WISHES = Wishes(runs=2, passengers=16, speed=20_000, seed=63, faults=3, pause=0.3)

DOUBLE_BOARDING = """
INSERT INTO ticket_checks (
    robot_id, request_id, question, ticket_id, mode, verdict, train_number, train_date, standing)
SELECT robot_id, 'planted', question, ticket_id, mode, verdict, train_number, train_date, standing
FROM ticket_checks WHERE standing = 'HOLDS' AND train_number = ANY ($1) LIMIT 1
"""
UNUSED_TICKET = """
UPDATE tickets SET state = 'VALID', boarded_at = NULL, boarded_by = NULL WHERE id = (
    SELECT id FROM tickets WHERE state = 'USED' AND train_number = ANY ($1) LIMIT 1)
"""
MISSING_MOVEMENT = """
DELETE FROM stock_movements WHERE id = (
    SELECT movement.id FROM stock_movements AS movement
    JOIN store_items AS item ON item.id = movement.store_item_id
    WHERE item.store_id = ANY ($1) AND movement.reason = 'SALE' LIMIT 1)
"""
LOST_EVENT = """
DELETE FROM outbox WHERE id = (
    SELECT outbox.id FROM outbox JOIN purchases ON purchases.id::text = outbox.key
    WHERE purchases.store_id = ANY ($1) AND outbox.topic = 'purchase.created' LIMIT 1)
"""
LOST_PENNY = """
UPDATE purchases SET total_penny = total_penny - 1 WHERE id = (
    SELECT id FROM purchases WHERE store_id = ANY ($1) LIMIT 1)
"""

# Of asyncpg, whose types are the console's affair.
Connection = Any


@pytest.fixture(scope="session")
async def day(url: str) -> Outcome:
    return await run_day(url, ADMIN, WISHES, Console(quiet=True))


@pytest.fixture(scope="session")
async def stores() -> Stores:
    return await LocalStack().get_stores()


@pytest.fixture
async def base(stores: Stores) -> AsyncIterator[Connection]:
    async with connected(stores.databases["base"]) as connection:
        yield connection


@pytest.fixture
async def store(stores: Stores) -> AsyncIterator[Connection]:
    async with connected(stores.databases["store"]) as connection:
        yield connection


def test_through_faults_everything_adds_up(day: Outcome) -> None:
    assert day.audit.faults == []
    assert len(day.figures.marks) == WISHES.faults
    assert day.figures.counts["requests of a flood"] > 0
    # Robots were busy to the end: a fault at which nobody asks proves nothing.
    last = max(one.at for answers in day.figures.answers.values() for one in answers)
    assert last > max(at for at, _ in day.figures.marks)
    assert day.audit.counts["passengers on board"] > 25
    assert day.audit.counts["purchases"] > 5


async def test_one_robot_through_a_tunnel() -> None:
    story = await run_module("debug_console", "simulate", "robot", "--auto")
    assert story.code == 0, story.output
    assert story.output.count("✓") == 15
    assert "sales ACCEPTED" in story.output


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (DOUBLE_BOARDING, "tickets that several boardings hold"),
        (UNUSED_TICKET, "passengers let in, whose tickets are unused"),
    ],
)
async def test_fault_in_the_boarding_is_noticed(
    day: Outcome, base: Connection, store: Connection, statement: str, what: str
) -> None:
    assert what in await _found_after(base, statement, day.scope.trains, day, base, store)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (MISSING_MOVEMENT, "items whose balance is not the sum of their movements"),
        (MISSING_MOVEMENT, "lines of purchases that did not move the stock as they say"),
        (LOST_EVENT, "purchases that have not one event"),
        (LOST_PENNY, "purchases with another sum than was answered"),
        (LOST_PENNY, "purchases whose lines are not their total"),
    ],
)
async def test_fault_in_the_books_is_noticed(
    day: Outcome, base: Connection, store: Connection, statement: str, what: str
) -> None:
    assert what in await _found_after(store, statement, day.scope.stores, day, base, store)


async def _found_after(
    where: Connection,
    statement: str,
    rows: object,
    day: Outcome,
    base: Connection,
    store: Connection,
) -> set[str]:
    """What the audit finds while the fault is there; it is taken back afterwards."""
    planting = where.transaction()
    await planting.start()
    try:
        assert await where.execute(statement, rows) in {"INSERT 0 1", "UPDATE 1", "DELETE 1"}
        found = await audit(base, store, day.scope, day.notes)
    finally:
        await planting.rollback()
    return {one.what for one in found.faults}
