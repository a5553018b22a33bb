"""The migrations alone make the schema that the models describe, and can be taken back."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from service_kit.database.migrations import alembic_config
from service_kit.testing.infrastructure import create_database, drop_database

FOLDER = Path(__file__).parent.parent / "app" / "alembic"


# Alembic cannot compare generated columns; PostgreSQL writes their expression in its own words.
@pytest.mark.filterwarnings("ignore:Computed default")
async def test_up_matches_the_models_and_down_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = await create_database()
    monkeypatch.setenv("STORE_DATABASE__URL", url)
    config = alembic_config(FOLDER)
    try:
        await asyncio.to_thread(command.upgrade, config, "head")
        await asyncio.to_thread(command.check, config)
        await asyncio.to_thread(command.downgrade, config, "base")
        assert await _tables(url) == ["alembic_version"]
    finally:
        await drop_database(url)


async def _tables(url: str) -> list[str]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()
    return [row["tablename"] for row in rows]
