"""Giving entries their places at the end of the chain."""

from collections.abc import Sequence
from typing import Any

from service_kit.audit.entry import FIRST_PREVIOUS_HASH, PendingEntry
from service_kit.database.locks import hold
from sqlalchemy import Connection, text

_LOCK = hold("audit_entries")
# A statement of its own: it has to see what was committed while the lock was awaited.
_HEAD = text(
    """
    SELECT coalesce(head.position, 0) AS position, head.hash, clock_timestamp() AS at,
           ARRAY(SELECT uuidv7() FROM generate_series(1, CAST(:count AS integer))) AS ids
    FROM (VALUES (1)) AS always
    LEFT JOIN (
        SELECT position, hash FROM audit_entries ORDER BY position DESC LIMIT 1
    ) AS head ON true
    """
)
_COLUMNS = (
    *("id", "position", "at", "caller_kind", "caller_id", "caller_name", "address", "request_id"),
    *("operation", "action", "subject_kind", "subject_id", "changes", "salt", "commitment"),
    *("previous_hash", "hash"),
)
_INSERT = text(
    f"INSERT INTO audit_entries ({', '.join(_COLUMNS)}) "  # noqa: S608 - names written above
    f"VALUES ({', '.join(f':{column}' for column in _COLUMNS)})".replace(
        ":changes", "CAST(:changes AS json)"
    )
)


def append(connection: Connection, entries: Sequence[PendingEntry]) -> None:
    """Chain `entries` behind the last committed one.

    To be called last in a transaction: from here to its end nobody else can append.
    """
    connection.execute(_LOCK)
    head = connection.execute(_HEAD, {"count": len(entries)}).one()
    previous: bytes = head.hash or FIRST_PREVIOUS_HASH
    rows: list[dict[str, Any]] = []
    for offset, (entry, entry_id) in enumerate(zip(entries, head.ids, strict=True), start=1):
        row = entry.placed(entry_id, head.at, head.position + offset, previous)
        previous = row["hash"]
        rows.append(row)
    connection.execute(_INSERT, rows)
