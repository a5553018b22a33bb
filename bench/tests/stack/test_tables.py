import os
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bench.stack.tables import Connection, Tables, copy_table, count, keep_pristine, restore

SHOP = Tables(filled=["shelf"], written=["sales"])


@pytest.fixture
async def database() -> AsyncIterator[Connection]:
    """An empty database of its own, gone afterwards."""
    url = os.environ.get("PROVODNIK_TEST_POSTGRES")
    if url is None:
        pytest.fail("There is no PostgreSQL to test with. Run: make test MODULE=bench")
    server = await asyncpg.connect(url)
    await server.execute("CREATE DATABASE bench_test")
    connection = await asyncpg.connect(url.rpartition("/")[0] + "/bench_test")
    await connection.execute(
        """
        CREATE TABLE shelf (
            id int PRIMARY KEY, twice int GENERATED ALWAYS AS (balance * 2) STORED, balance int
        );
        CREATE TABLE sales (shelf_id int REFERENCES shelf);
        INSERT INTO shelf (id, balance) VALUES (1, 10), (2, 20)
        """
    )
    yield connection
    await connection.close()
    await server.execute("DROP DATABASE bench_test")
    await server.close()


async def test_restore_brings_back_what_a_run_changed(database: Connection) -> None:
    await keep_pristine(database, SHOP)
    await database.execute("UPDATE shelf SET balance = 0")
    await database.execute("INSERT INTO sales VALUES (1), (2)")
    await restore(database, SHOP)
    assert await count(database, "sales") == 0
    assert await count(database, "shelf", "twice = id * 20") == 2


async def test_a_copy_holds_the_same_rows_in_place_of_its_own(database: Connection) -> None:
    await database.execute("CREATE SCHEMA other")
    await database.execute("CREATE TABLE other.shelf (LIKE public.shelf INCLUDING ALL)")
    await database.execute("INSERT INTO other.shelf (id, balance) VALUES (9, 9)")
    source = await asyncpg.connect(dsn=_url_of(database))
    await database.execute("SET search_path TO other")
    await copy_table(source, database, "shelf")
    await source.close()
    assert await count(database, "shelf") == 2


def _url_of(_: Connection) -> str:
    return os.environ["PROVODNIK_TEST_POSTGRES"].rpartition("/")[0] + "/bench_test"
