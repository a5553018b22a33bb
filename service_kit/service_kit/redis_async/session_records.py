"""How sessions stand in Redis.

`session:{sha256}` holds the caller; `sessions:{kind}:{id}` is the set of a caller's sessions,
scored by when each ends, so that all of them can be found and ended. `session-id:{id}` is for
people who look after sessions: it leads to one by a name that opens nothing. `seen:{kind}:{id}` is
when the caller last asked any server for anything, to the minute.

A session that was renewed lives on for a moment. Then it is in no index: its record names its
successor, and the successor's names it, so that whoever ends one ends both. What is kept beside a
session stands in the record as well, and so ends with it, however it ends; `session-group:{sha256}`
is the set of those that belong together by somebody else's reckoning.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from service_kit.callers import Caller
from service_kit.request_context import current_request


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A live session, as its caller's keeper sees it. `address` is where it began."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    address: str | None


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def session_key(digest: str) -> str:
    return f"session:{digest}"


def public_id(digest: str) -> UUID:
    # Half of the hash: enough to tell sessions apart, and no way back to the token.
    return UUID(hex=digest[:32])


def id_key(digest: str) -> str:
    return id_key_of(public_id(digest))


def id_key_of(session_id: UUID) -> str:
    return f"session-id:{session_id}"


def index_key(kind: str, caller_id: str) -> str:
    return f"sessions:{kind}:{caller_id}"


def group_key(group: str) -> str:
    return f"session-group:{digest_of(group)}"


def seen_key(kind: str, caller_id: UUID | str) -> str:
    return f"seen:{kind}:{caller_id}"


def dump_caller(caller: Caller) -> bytes:
    return orjson.dumps(
        {
            "kind": caller.kind,
            "id": str(caller.id),
            "name": caller.name,
            "privileges": caller.privileges,
            "attributes": caller.attributes,
        }
    )


def new_record(digest: str, now: float) -> dict[str, Any]:
    """`began_at` is when somebody signed in, `created_at` when the session was last renewed.

    `seed` is for `successor_of`.
    """
    return {
        "digest": digest,
        "created_at": now,
        "began_at": now,
        "address": current_request().address,
        "seed": secrets.token_urlsafe(32),
    }


def successor_of(token: str, seed: str) -> str:
    """The token that takes the place of this one, always the same.

    It takes the token, which Redis does not hold, and the seed, which the token's holder does not.
    """
    digest = hmac.digest(seed.encode(), token.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def load_info(digest: str, end: float, origin: str | bytes) -> SessionInfo:
    fields = orjson.loads(origin)
    return SessionInfo(
        id=public_id(digest),
        created_at=datetime.fromtimestamp(fields["created_at"], UTC),
        expires_at=datetime.fromtimestamp(end, UTC),
        address=fields["address"],
    )


def load_caller(stored: str | bytes) -> Caller:
    fields = orjson.loads(stored)
    return Caller(**{**fields, "id": UUID(fields["id"])})
