"""A record in a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.audit import AuditEntry
from service_kit.audit.verification import EMPTY, Head, verify
from service_kit.components import components_of
from service_kit.database import Base, Database
from service_kit.settings import DatabaseSettings
from service_kit.testing.infrastructure import EmptyTables, create_database, drop_database, emptying
from sqlalchemy import select

from tests.sample import Note


@pytest.fixture(scope="session")
async def audit_url() -> AsyncIterator[str]:
    url = await create_database()
    yield url
    await drop_database(url)


@pytest.fixture(scope="session")
async def opened_database(audit_url: str) -> AsyncIterator[Database]:
    # Forty at once take turns, on however busy a machine.
    database = Database(DatabaseSettings(url=SecretStr(audit_url), connect_timeout_seconds=20))
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(scope="session")
async def empty_audit(audit_url: str) -> AsyncIterator[EmptyTables]:
    async with emptying(audit_url) as empty:
        yield empty


@pytest.fixture
async def database(opened_database: Database, empty_audit: EmptyTables) -> AsyncIterator[Database]:
    yield opened_database
    await empty_audit()


@pytest.fixture
def database_of_app(app: FastAPI) -> Database:
    return components_of(app).get(Database)


async def entries_of(database: Database) -> list[AuditEntry]:
    async with database.session() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.position)))


async def write_notes(database: Database, *texts: str) -> list[Note]:
    """One transaction each."""
    notes = []
    for text in texts:
        async with database.session() as session, session.begin():
            notes.append(Note(text=text, secret="hush"))
            session.add(notes[-1])
    return notes


async def verified_head(pool: "asyncpg.Pool[asyncpg.Record]", expected: Head | None = None) -> Head:
    head = EMPTY
    async for progress in verify(pool, expected):
        head = progress.head
    return head
