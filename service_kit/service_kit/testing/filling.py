"""Rows for any table, made from nothing but its shape."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Column, Connection, MetaData, Table

ROWS = 3
# "table.column" → what may stand there, where a constraint of the table wants more than its type.
Hints: TypeAlias = Mapping[str, Sequence[Any]]
# Never the same twice, for whatever has to be unique.
_numbers = count(1)


def fill_tables(connection: Connection, hints: Hints) -> None:
    """Add a few rows to each table; the last of them leaves out whatever may be left out."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        for number in range(1, ROWS + 1):
            values = {
                column.name: _value(connection, table, column, number, hints)
                for column in table.columns
                if _is_wanted(column, number)
            }
            connection.execute(sa.insert(table).values(values))


def _is_wanted(column: Column[Any], number: int) -> bool:
    if column.computed is not None or column.identity is not None:
        return False
    if column.primary_key and column.server_default is not None:
        # The database's own keys are in the order of creation, which `_value` goes by.
        return False
    return not (number == ROWS and (column.nullable or column.server_default is not None))


def _value(
    connection: Connection, table: Table, column: Column[Any], number: int, hints: Hints
) -> object:
    hint = hints.get(f"{table.name}.{column.name}")
    if hint is not None:
        return hint[number % len(hint)]
    for key in column.foreign_keys:
        target = key.column
        # A row of its own for each, where the reference has to be unique.
        taken = target.in_(sa.select(column).where(column.is_not(None)))
        free_first = sa.select(target).order_by(taken, target.desc()).limit(1)
        return connection.execute(free_first).scalar()
    return _of_type(column.type, number)


def _of_type(kind: sa.types.TypeEngine[Any], number: int) -> object:
    python = kind.python_type
    if python is str:
        return secrets.token_hex(64)[: getattr(kind, "length", None) or 64]
    made: dict[type, object] = {
        UUID: uuid4(),
        int: next(_numbers),
        float: float(number),
        bool: bool(number % 2),
        bytes: secrets.token_bytes(32),
        object: {},  # of JSON
        list: [],
        dt.date: dt.date(2026, 1, number),
        dt.datetime: dt.datetime(2026, 1, number, tzinfo=dt.UTC),
    }
    return made[python]
