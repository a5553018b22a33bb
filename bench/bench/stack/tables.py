"""Tables filled in bulk, copied to the floor, and put back as they were after each run."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
PRISTINE = "bench_pristine"
# Columns but those that PostgreSQL computes, and takes from nobody.
_WRITABLE = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


@dataclass(frozen=True)
class Tables:
    """`filled` hold the data at the start, each after those it refers to; `written` are filled by
    the load and are empty at the start. Neither is touched by anybody else."""

    filled: Sequence[str]
    written: Sequence[str]

    @property
    def all(self) -> str:
        return ", ".join([*self.written, *self.filled])


CHECKS = Tables(filled=["tickets"], written=["ticket_checks"])
PURCHASES = Tables(
    filled=["store_items", "stock_movements"],
    written=["tasks", "purchase_items", "purchases", "outbox", "idempotency_keys"],
)


async def copy_table(source: Connection, target: Connection, table: str) -> None:
    """Every row as it is, into an empty table of the same shape."""
    rows = io.BytesIO()
    await source.copy_from_table(table, output=rows, format="binary")
    rows.seek(0)
    await target.execute(f"TRUNCATE {table} CASCADE")
    await target.copy_to_table(table, source=rows, format="binary")


async def keep_pristine(connection: Connection, tables: Tables) -> None:
    """Remember what `restore` shall bring back."""
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {PRISTINE}")
    for table in tables.filled:
        await connection.execute(f"CREATE TABLE {PRISTINE}.{table} AS TABLE {table}")
    for table in [*tables.filled, *tables.written]:
        # It would come in the middle of one run and not of another; `restore` does its work.
        await connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")


async def restore(connection: Connection, tables: Tables) -> None:
    """As if nothing had run: fresh tables and indexes, statistics, and nothing left to write."""
    # Tables that nobody fills here may refer to these; a new one of them is no reason to fail.
    await connection.execute(f"TRUNCATE {tables.all} CASCADE")
    for table in tables.filled:
        columns = await connection.fetchval(_WRITABLE, table)
        rows = f"SELECT {columns} FROM {PRISTINE}.{table}"  # noqa: S608
        await connection.execute(f"INSERT INTO {table} ({columns}) {rows}")
    for table in tables.filled:
        await connection.execute(f"VACUUM (ANALYZE) {table}")
    await connection.execute("CHECKPOINT")


async def count(connection: Connection, table: str, condition: str = "true") -> int:
    query = f"SELECT count(*) FROM {table} WHERE {condition}"  # noqa: S608
    return int(await connection.fetchval(query))
