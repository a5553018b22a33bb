"""The `env.py` of all services, and the command that brings a database to the newest schema.

A service's `alembic/env.py` is two lines: import its models, call `run_migrations`.
"""

import asyncio
from pathlib import Path

import structlog
from alembic import command, context
from alembic.config import Config
from service_kit.database.base import Base
from service_kit.database.locks import hold
from service_kit.settings import DatabaseSettings
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

LOCK_TIMEOUT = "5s"
WAIT_SECONDS = 60

_log = structlog.get_logger(__name__)


def run_migrations(settings: DatabaseSettings) -> None:
    """Run what Alembic was asked for, over the async driver that the service uses itself."""
    asyncio.run(_run(settings.url.get_secret_value()))


async def _run(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        # Two replicas that start together must not migrate together.
        connection.execute(hold("migrations"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        context.run_migrations()


def alembic_config(folder: Path) -> Config:
    """Alembic's configuration for the scripts in `folder`, whatever the working directory is."""
    config = Config(folder.parent / "alembic.ini")
    config.set_main_option("script_location", str(folder))
    return config


async def upgrade(settings: DatabaseSettings, folder: Path) -> None:
    """Wait for the database, then migrate it to the newest revision."""
    await _wait_for(settings.url.get_secret_value())
    await asyncio.to_thread(command.upgrade, alembic_config(folder), "head")
    _log.info("database.migrated")


async def _wait_for(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        for attempt in range(WAIT_SECONDS):
            try:
                async with engine.connect():
                    return
            except (OSError, DBAPIError):
                if attempt == WAIT_SECONDS - 1:
                    raise
                _log.info("database.awaited")
                await asyncio.sleep(1)
    finally:
        await engine.dispose()
