"""What stands in Redis, in words. Of what could open anything, nothing is shown.

Only fields that are named here leave this module: a secret that is added to a value later is not
shown because nobody thought of it.
"""

import datetime as dt
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redis.asyncio import Redis


@dataclass(frozen=True)
class Kind:
    """Keys that begin with `prefix`. `fields` may be shown of a JSON value; `names_secret`: the
    rest of the key is the hash of a token, of which only the beginning is shown."""

    prefix: str
    meaning: str
    fields: tuple[str, ...] = ()
    names_secret: bool = False


KINDS = (
    Kind("session:", "a session", ("kind", "id", "name", "privileges"), names_secret=True),
    Kind("session-id:", "where and when a session began", ("created_at", "began_at", "address")),
    Kind("session-group:", "sessions that end with one at the provider", names_secret=True),
    Kind("sessions:", "all sessions of a caller"),
    Kind("seen:", "when a caller last asked for anything"),
    Kind("challenge:", "a challenge that waits for its answer", ("device_id", "method")),
    Kind("guess:attempts:", "wrong answers of late"),
    Kind("guess:pause:", "must wait after wrong answers"),
    Kind("guess:known:", "an account that signed in from an address of late"),
    Kind("sign-in:", "a browser that is signing in", ("next",), names_secret=True),
    Kind("provider-session-ended:", "a session that ended at the provider", names_secret=True),
    Kind("logout-token:", "a message of the provider that was heeded", names_secret=True),
    Kind("events:", "a stream of live events"),
    Kind("face:liveness:", "a proof of liveness that is under way"),
    Kind("face:tickets:", "changes of faces, in their order"),
    Kind("face:journal", "changes of faces, for all who keep them in memory"),
    Kind("face:indexes", "collections of faces"),
    Kind("face:erased", "faces that were erased of late"),
    Kind("face:shred", "faces whose traces are still to be removed"),
)
OTHER = Kind("", "of a kind that the console does not know")
# So much of a hash tells keys apart.
_SHOWN_OF_HASH = 8
_NOT_SHOWN = "not shown"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator["Redis"]:
    # Here, because it takes longer to load than most commands take.
    from redis.asyncio import Redis  # noqa: PLC0415

    client: Redis = Redis.from_url(url, decode_responses=True)
    try:
        yield client
    finally:
        await client.aclose()


def kind_of(key: str) -> Kind:
    return next((kind for kind in KINDS if key.startswith(kind.prefix)), OTHER)


def shown_key(key: str) -> str:
    kind = kind_of(key)
    if not kind.names_secret:
        return key
    return f"{kind.prefix}{key.removeprefix(kind.prefix)[:_SHOWN_OF_HASH]}…"


async def list_keys(redis: "Redis", prefix: str, limit: int | None) -> list[dict[str, Any]]:
    """By their names; how long each lives, and what it says."""
    keys = sorted([key async for key in redis.scan_iter(match=f"{_literal(prefix)}*", count=1000)])
    return [await _row(redis, key) for key in keys[:limit]]


async def count_keys(redis: "Redis") -> list[dict[str, Any]]:
    """How many there are of each kind."""
    counts = dict.fromkeys(KINDS, 0) | {OTHER: 0}
    async for key in redis.scan_iter(count=1000):
        counts[kind_of(key)] += 1
    return [
        {"keys": f"{kind.prefix}*", "count": count, "meaning": kind.meaning}
        for kind, count in counts.items()
        if count
    ]


async def _row(redis: "Redis", key: str) -> dict[str, Any]:
    kind = kind_of(key)
    seconds = await redis.ttl(key)
    return {
        "key": shown_key(key),
        "meaning": kind.meaning,
        "ends_in": f"{seconds} s" if seconds >= 0 else None,
        "value": await _decoded(redis, key, kind),
    }


async def _decoded(redis: "Redis", key: str, kind: Kind) -> Any:
    match await redis.type(key):
        case "zset":
            return f"{await redis.zcard(key)} members"
        case "set":
            return f"{await redis.scard(key)} members"
        case "stream":
            return f"{await redis.xlen(key)} events"
        case "hash":
            return f"{await redis.hlen(key)} fields"
        case "string":
            return readable(kind, str(await redis.get(key) or ""))
    return _NOT_SHOWN


def readable(kind: Kind, stored: str) -> Any:
    """As much of a value as may be seen."""
    match kind.prefix:
        case "seen:":
            return _time(stored)
        case "guess:attempts:":
            return stored
    return _allowed(kind, stored) if kind.fields else _NOT_SHOWN


def _allowed(kind: Kind, stored: str) -> dict[str, Any] | str:
    try:
        value = json.loads(stored)
    except ValueError:
        return _NOT_SHOWN
    if not isinstance(value, Mapping):
        return _NOT_SHOWN
    shown = {name: value[name] for name in kind.fields if name in value}
    return {name: _time(inner) if name.endswith("_at") else inner for name, inner in shown.items()}


def _time(seconds: Any) -> str:
    return dt.datetime.fromtimestamp(float(seconds), dt.UTC).isoformat()


def _literal(prefix: str) -> str:
    """As a pattern that matches itself alone."""
    return "".join(f"\\{one}" if one in "*?[]\\" else one for one in prefix)
