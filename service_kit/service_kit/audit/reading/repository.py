"""Every query for the record."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from service_kit.audit import AuditEntry
from sqlalchemy import ColumnElement, Select, func, select

# `at` and the key are taken from the same clock, one after the other.
_CLOCK_SLACK_MS = 1000
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
_LAST_MILLISECOND = 2**48 - 1


def filtered(
    values: dict[str, Any], from_time: datetime | None, to_time: datetime | None
) -> Select[AuditEntry]:
    """Entries whose columns have the given values; None does not filter.

    Keys hold the time, and lists are in the order of keys: as a range of keys, a period long ago
    is found as quickly as the last one.
    """
    query = select(AuditEntry)
    for column, value in values.items():
        if value is not None:
            query = query.where(getattr(AuditEntry, column) == value)
    if from_time is not None:
        query = query.where(
            AuditEntry.at >= from_time, AuditEntry.id >= _first_key(from_time, -_CLOCK_SLACK_MS)
        )
    if to_time is not None:
        query = query.where(
            AuditEntry.at < to_time, AuditEntry.id < _first_key(to_time, _CLOCK_SLACK_MS)
        )
    return query


def as_columns(query: Select[AuditEntry], columns: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """For a file: the named columns, hashes in hex."""
    computed: dict[str, ColumnElement[Any]] = {
        "hash": func.encode(AuditEntry.hash, "hex").label("hash"),
        "is_redacted": AuditEntry.salt.is_(None).label("is_redacted"),
    }
    shown = [computed[name] if name in computed else getattr(AuditEntry, name) for name in columns]
    return query.with_only_columns(*shown)


def _first_key(time: datetime, slack_ms: int) -> UUID:
    """The least UUIDv7 of a moment, and so much later: in numbers, which know no last year."""
    milliseconds = (time - _EPOCH) // timedelta(milliseconds=1) + slack_ms
    return UUID(int=min(max(milliseconds, 0), _LAST_MILLISECOND) << 80)
