"""Emptying the tables between tests."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from service_kit.testing.infrastructure import create_database, drop_database, emptying


@pytest.fixture
async def database() -> AsyncIterator[str]:
    url = await create_database()
    connection = await _connect(url)
    await connection.execute("CREATE TABLE one (n int); CREATE TABLE two (n int)")
    await connection.close()
    yield url
    await drop_database(url)


async def _connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""))


async def _empty(url: str) -> None:
    async with emptying(url) as empty:
        await empty()


@pytest.mark.parametrize(("first", "then"), [("one", "two"), ("two", "one")])
async def test_a_writer_to_several_tables_is_waited_for(
    database: str, first: str, then: str
) -> None:
    writer = await _connect(database)
    async with asyncio.timeout(10), writer.transaction():
        await writer.execute(f"INSERT INTO {first} VALUES (1)")  # noqa: S608
        waiting = asyncio.create_task(_empty(database))
        await asyncio.sleep(0.3)
        await writer.execute(f"INSERT INTO {then} VALUES (1)")  # noqa: S608
    await waiting
    left = await writer.fetchval("SELECT count(*) FROM (TABLE one UNION ALL TABLE two) AS rows")
    await writer.close()
    assert left == 0
