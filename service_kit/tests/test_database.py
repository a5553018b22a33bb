"""The driver's pool, beside what the sample service tests of the database."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from service_kit.database import Database
from service_kit.settings import DatabaseSettings
from sqlalchemy import text

_WHO = text("SELECT pg_backend_pid()")


@pytest.fixture
def database(postgres_url: str) -> Database:
    return Database(DatabaseSettings(url=SecretStr(postgres_url)))


def test_driver_works_in_the_loop_that_opens_the_database(database: Database) -> None:
    """A server puts its application together before its loop runs."""

    async def ask() -> list[int]:
        await database.open()
        answers = await asyncio.gather(*(database.driver.fetchval("SELECT 1") for _ in range(20)))
        await database.close()
        return answers

    assert asyncio.run(ask()) == [1] * 20


def test_driver_of_a_database_that_is_not_open_says_so(database: Database) -> None:
    with pytest.raises(RuntimeError, match="not open"):
        _ = database.driver


async def test_a_connection_that_the_database_closed_is_not_used_again(database: Database) -> None:
    async with database.session() as one:
        mine = await one.scalar(_WHO)
        async with database.session() as other:
            ended = await other.scalar(_WHO)
            driver = (await (await other.connection()).get_raw_connection()).driver_connection
            assert driver is not None
        await one.execute(text("SELECT pg_terminate_backend(:id, 5000)"), {"id": ended})
        while not driver.is_closed():
            await asyncio.sleep(0.01)
        async with database.session() as other:
            assert await other.scalar(_WHO) not in {ended, mine}
    await database.engine.dispose()


async def test_to_begin_a_session_asks_the_database_for_nothing(database: Database) -> None:
    asked: list[str] = []
    async with database.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        driver.add_query_logger(lambda query: asked.append(query.query))
    async with database.session() as session, session.begin():
        await session.scalar(_WHO)
    await database.engine.dispose()
    assert asked == ["BEGIN;", "COMMIT;"]


@pytest.fixture
async def impatient(postgres_url: str) -> AsyncIterator[Database]:
    """With one connection."""
    settings = DatabaseSettings(
        url=SecretStr(postgres_url),
        pool_size=1,
        connect_timeout_seconds=1,
        quick_timeout_seconds=0.3,
    )
    database = Database(settings)
    await database.open()
    yield database
    await database.close()


async def _ask_quickly(database: Database, question: str) -> int:
    async with database.quick_connection() as connection:
        answer: int = await connection.fetchval(question)
        return answer


async def test_who_cannot_wait_does_not_wait_for_a_turn_either(impatient: Database) -> None:
    async with impatient.driver.acquire():
        with pytest.raises(TimeoutError):
            await _ask_quickly(impatient, "SELECT 1")
    assert await _ask_quickly(impatient, "SELECT 1") == 1


async def test_a_connection_that_was_not_waited_for_is_thrown_away(impatient: Database) -> None:
    before = await _ask_quickly(impatient, _WHO.text)
    with pytest.raises(TimeoutError):
        await _ask_quickly(impatient, "SELECT 1 FROM pg_sleep(60)")
    assert await _ask_quickly(impatient, _WHO.text) != before
