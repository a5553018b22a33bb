"""A database and a Redis of one's own, on the servers that `make test` or `make infra` started."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from redis.asyncio import Redis

POSTGRES = "PROVODNIK_TEST_POSTGRES"
REDIS = "PROVODNIK_TEST_REDIS"
# Well below PostgreSQL's `deadlock_timeout`: whoever empties the tables gives way before a writer
# is made to.
LOCK_TIMEOUT = "100ms"
LOCK_ATTEMPTS = 100


def require_address(variable: str) -> str:
    """The address of a test server, or a message that says how to get one."""
    address = os.environ.get(variable)
    if not address:
        raise RuntimeError(
            f"{variable} is not set. Run `make test MODULE=<module>` at the root of the "
            "repository, or `make infra` and the export lines that it prints."
        )
    return address


async def create_database() -> str:
    """An empty database with a random name; its address for the async driver."""
    server = require_address(POSTGRES)
    name = f"test_{uuid.uuid4().hex[:12]}"
    await _execute(server, f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(scheme="postgresql+asyncpg", path=f"/{name}"))


async def drop_database(url: str) -> None:
    name = urlsplit(url).path.removeprefix("/")
    await _execute(require_address(POSTGRES), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


EmptyTables = Callable[[], Awaitable[None]]


@asynccontextmanager
async def emptying(url: str) -> AsyncIterator[EmptyTables]:
    """A function that empties all tables but Alembic's, for the end of each test.

    Quicker than new databases, and true commits in tests. A test writes a few rows into a few
    tables: deleting those takes a millisecond, TRUNCATE of all tables a hundred times that. Whoever
    is still writing is waited for, with all locks let go in between: one who has written to the
    last table may need the first. Triggers and foreign keys are off meanwhile, which takes a
    superuser.

    All over one connection: to open one, and to let it get to know the tables, takes twenty times
    as long as the work.
    """
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))

    async def empty() -> None:
        tables = await connection.fetchval(
            "SELECT array_agg(quote_ident(tablename)) FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        if tables:
            await _give_way_until_done(connection, tables)

    try:
        yield empty
    finally:
        await connection.close()


async def _give_way_until_done(connection: asyncpg.Connection, tables: Sequence[str]) -> None:
    for _ in range(LOCK_ATTEMPTS):
        with suppress(asyncpg.LockNotAvailableError):
            async with connection.transaction():
                await _delete_all_rows(connection, tables)
            return
    raise RuntimeError("The tables cannot be emptied: a transaction that wrote to them is open.")


async def _delete_all_rows(connection: asyncpg.Connection, tables: Sequence[str]) -> None:
    """In one round trip."""
    statements = [
        f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'",
        f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE",
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {table}" for table in tables),  # noqa: S608
    ]
    await connection.execute(";".join(statements))


async def claim_redis() -> str:
    """The address of an empty Redis database that no other test run uses at the same time."""
    server = require_address(REDIS)
    async with Redis.from_url(server) as counter:
        turn = int(await counter.incr("test-databases"))
        # As many as the server was given; the first holds the counter.
        count = int(str((await counter.config_get("databases"))["databases"]))
    url = urlunsplit(urlsplit(server)._replace(path=f"/{1 + turn % (count - 1)}"))
    async with Redis.from_url(url) as own:
        await own.flushdb()
    return url


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
