"""That migrations work on tables with rows in them. A server with a database takes it over:

    from service_kit.testing.migrations import *

and says in a fixture `migrated` which migrations are meant.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from service_kit.database.base import Base
from service_kit.database.migrations import alembic_config
from service_kit.testing import infrastructure
from service_kit.testing.filling import Hints, fill_tables
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateColumn

Work = Callable[[Connection], None]

_COMPUTED = sa.text("""
    SELECT generation_expression FROM information_schema.columns
    WHERE table_name = :table AND column_name = :name
""")


@dataclass(frozen=True)
class Migrated:
    """`folder` holds the migrations; `variable` tells `env.py` which database is meant."""

    folder: Path
    variable: str
    hints: Hints = field(default_factory=dict)


@dataclass(frozen=True)
class Rehearsal:
    """An empty database of its own, and the way to move it from one revision to the next."""

    url: str
    config: Config
    hints: Hints

    def revisions(self) -> list[str]:
        """From the first to the newest."""
        script = ScriptDirectory.from_config(self.config)
        return [revision.revision for revision in script.walk_revisions()][::-1]

    def upgrade(self, revision: str) -> None:
        command.upgrade(self.config, revision)

    def downgrade(self, revision: str) -> None:
        command.downgrade(self.config, revision)

    def fill(self) -> None:
        asyncio.run(self._run(lambda connection: fill_tables(connection, self.hints)))

    def tables(self) -> set[str]:
        found: set[str] = set()
        asyncio.run(
            self._run(lambda connection: found.update(sa.inspect(connection).get_table_names()))
        )
        return found - {"alembic_version"}

    def compare_computed(self) -> None:
        """Alembic does not see when a column is computed otherwise than its model says."""
        asyncio.run(self._run(_compare_computed))

    async def _run(self, work: Work) -> None:
        engine = create_async_engine(self.url)
        async with engine.begin() as connection:
            await connection.run_sync(work)
        await engine.dispose()


def _compare_computed(connection: Connection) -> None:
    columns = [one for table in Base.metadata.sorted_tables for one in table.columns]
    for column in columns:
        if column.computed is None:
            continue
        table = column.table.name
        made_anew = sa.Column("made_anew", column.type, sa.Computed(column.computed.sqltext))
        definition = CreateColumn(made_anew).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {definition}")
        made = {
            name: connection.scalar(_COMPUTED, {"table": table, "name": name})
            for name in (column.name, "made_anew")
        }
        assert made[column.name] == made["made_anew"], f"{column} needs a migration"
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN made_anew")


@pytest.fixture
def rehearsal(migrated: Migrated, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    url = asyncio.run(infrastructure.create_database())
    monkeypatch.setenv(migrated.variable, url)
    yield Rehearsal(url, alembic_config(migrated.folder), migrated.hints)
    asyncio.run(infrastructure.drop_database(url))


def test_every_migration_goes_up_and_down_on_filled_tables(rehearsal: Rehearsal) -> None:
    """Each step upwards finds the rows of the one before it, and each downwards those of its own.

    A column that must not be null, a new constraint, a type that is narrowed: on empty tables all
    of them seem to work.
    """
    revisions = rehearsal.revisions()
    for revision in revisions:
        rehearsal.upgrade(revision)
        rehearsal.fill()
    for revision in [*revisions[-2::-1], "base"]:
        rehearsal.downgrade(revision)
    assert rehearsal.tables() == set()
    rehearsal.upgrade("head")
    assert rehearsal.tables() != set()
    rehearsal.compare_computed()
