"""An entry before it has its place, and the hashes that hold entries together. Pure.

Fields are encoded as PostgreSQL sends a record in its binary protocol (`record_send`): each with
its type and its length, so that no two entries have the same encoding. `verification` has the
database do the same, so the two check each other.
https://www.postgresql.org/docs/current/protocol.html
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from service_kit.request_context import RequestContext

SALT_BYTES = 16
FIRST_PREVIOUS_HASH = bytes(32)
_NAME_LENGTH = 200
_ADDRESS_LENGTH = 64
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a table's name and a row's key, or words like them."""

    kind: str
    id: UUID | None


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """What happened, and in which request. It gets its place when the transaction commits."""

    request: RequestContext
    action: str
    subject: Subject | None
    changes: str | None
    """Canonical JSON."""
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES))

    def placed(
        self, entry_id: UUID, at: datetime, position: int, previous: bytes
    ) -> dict[str, Any]:
        """The row of this entry behind the one whose hash is `previous`."""
        actor = self.request.actor
        row: dict[str, Any] = {
            "id": entry_id,
            "position": position,
            "at": at,
            "caller_kind": actor.kind,
            "caller_id": actor.id,
            "caller_name": actor.name[:_NAME_LENGTH],
            "address": self.request.address and self.request.address[:_ADDRESS_LENGTH],
            "request_id": self.request.request_id,
            "operation": self.request.operation,
            "action": self.action,
            "subject_kind": self.subject and self.subject.kind,
            "subject_id": self.subject and self.subject.id,
            "changes": self.changes,
            "salt": self.salt,
            "previous_hash": previous,
        }
        row["commitment"] = commitment(row)
        row["hash"] = chain_hash(row)
        return row


def canonical_json(value: object) -> str:
    """Sorted keys, no spaces, UTF-8; times in UTC, bytes as hex."""
    return orjson.dumps(
        value, default=_to_json, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    ).decode()


def commitment(row: dict[str, Any]) -> bytes:
    """Binds what may be erased later, without betraying it once the salt is erased too."""
    return _digest(
        _bytes(row["salt"]),
        _varchar(row["caller_name"]),
        _varchar(row["address"]),
        _field(_JSON, row["changes"] and row["changes"].encode()),
    )


def chain_hash(row: dict[str, Any]) -> bytes:
    """Binds the entry to all before it."""
    return _digest(
        _bytes(row["previous_hash"]),
        _field(_INT8, row["position"].to_bytes(8, "big", signed=True)),
        _uuid(row["id"]),
        _field(_TIMESTAMPTZ, _microseconds(row["at"]).to_bytes(8, "big", signed=True)),
        _varchar(row["caller_kind"]),
        _uuid(row["caller_id"]),
        _varchar(row["request_id"]),
        _varchar(row["operation"]),
        _varchar(row["action"]),
        _varchar(row["subject_kind"]),
        _uuid(row["subject_id"]),
        _bytes(row["commitment"]),
    )


# The object identifiers of PostgreSQL's built-in types, which never change.
_BYTEA, _INT8, _JSON, _VARCHAR, _TIMESTAMPTZ, _UUID = 17, 20, 114, 1043, 1184, 2950


def _digest(*fields: bytes) -> bytes:
    return hashlib.sha256(len(fields).to_bytes(4, "big") + b"".join(fields)).digest()


def _field(type_id: int, value: bytes | None) -> bytes:
    """The type, the length (-1: null) and the value of one column."""
    length = -1 if value is None else len(value)
    return type_id.to_bytes(4, "big") + length.to_bytes(4, "big", signed=True) + (value or b"")


def _bytes(value: bytes) -> bytes:
    return _field(_BYTEA, value)


def _varchar(value: str | None) -> bytes:
    return _field(_VARCHAR, None if value is None else value.encode())


def _uuid(value: UUID | None) -> bytes:
    return _field(_UUID, None if value is None else value.bytes)


def _microseconds(value: datetime) -> int:
    """Since 2000, as PostgreSQL keeps time."""
    return (value - _EPOCH) // timedelta(microseconds=1)


def _to_json(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
