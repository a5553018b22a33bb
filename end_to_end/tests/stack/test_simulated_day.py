"""A small day while processes are broken and a queue filled; and an audit that notices faults."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rich.console import Console

from app.insight.outbox import connected
from app.simulate.audit import DELIVERED_WITHIN_SECONDS, Audit, audit
from app.simulate.running import Outcome, run_day
from app.simulate.wishes import Wishes
from app.stack import LocalStack, Stores
from tests.stack.conftest import ADMIN
from tests.stack.planted import IN_BASE, IN_STORE, UNANSWERED_BOARDING, Planted
from tests.stack.programs import run_module

pytestmark = pytest.mark.alone

WISHES = Wishes(runs=2, passengers=16, speed=20_000, seed=61, faults=3, pause=0.3)

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
    assert day.audit.counts["refunds"] > 0
    assert day.audit.counts["sales without the uplink"] > 0
    assert day.audit.counts["incidents"] > 0


async def test_one_robot_through_a_tunnel() -> None:
    story = await run_module("debug_console", "simulate", "robot", "--auto")
    assert story.code == 0, story.output
    assert story.output.count("✓") == 15
    assert "sales ACCEPTED" in story.output


@pytest.mark.parametrize("planted", IN_BASE.values(), ids=IN_BASE)
async def test_fault_in_the_boarding_is_noticed(
    day: Outcome, base: Connection, store: Connection, planted: Planted
) -> None:
    found = await _found_after(base, planted.statement, day.scope.trains, day, base, store)
    assert planted.found <= found


@pytest.mark.parametrize("planted", IN_STORE.values(), ids=IN_STORE)
async def test_fault_in_the_books_is_noticed(
    day: Outcome, base: Connection, store: Connection, planted: Planted
) -> None:
    found = await _found_after(store, planted.statement, day.scope.stores, day, base, store)
    assert planted.found <= found


async def test_a_boarding_that_was_not_answered_is_no_fault(
    day: Outcome, base: Connection, store: Connection
) -> None:
    trains = day.scope.trains
    # Robots that have gone silent since then are told of, so events are on their way at any time.
    found = await _found_after(
        base, UNANSWERED_BOARDING, trains, day, base, store, DELIVERED_WITHIN_SECONDS
    )
    assert found == set()


async def test_nothing_is_looked_at_that_no_fault_can_turn_red(
    day: Outcome, base: Connection, store: Connection
) -> None:
    looked_at = {one.what for one in (await _audit(day, base, store)).findings}
    assert looked_at == set().union(*(one.found for one in [*IN_BASE.values(), *IN_STORE.values()]))


async def _audit(day: Outcome, base: Connection, store: Connection, patience: float = 0.2) -> Audit:
    return await audit(base, store, day.scope, day.notes, patience=patience)


async def _found_after(
    where: Connection,
    statement: str,
    rows: object,
    day: Outcome,
    base: Connection,
    store: Connection,
    patience: float = 0.2,
) -> set[str]:
    """What the audit finds while the fault is there; it is taken back afterwards. `patience`: for
    so many seconds it waits for events, which a planted one would use up."""
    planting = where.transaction()
    await planting.start()
    try:
        assert not (await where.execute(statement, rows)).endswith(" 0")
        found = await _audit(day, base, store, patience)
    finally:
        await planting.rollback()
    return {one.what for one in found.faults}
