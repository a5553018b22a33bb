"""The driver's pool, beside what the sample service tests of the database."""

import asyncio

import pytest
from pydantic import SecretStr
from service_kit.database import Database
from service_kit.settings import DatabaseSettings


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
