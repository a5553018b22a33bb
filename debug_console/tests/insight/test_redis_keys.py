"""What is shown of Redis, and what never is."""

import json
import os
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest

from app.insight.redis_keys import count_keys, kind_of, list_keys, opened, readable

if TYPE_CHECKING:
    from redis.asyncio import Redis

# The last that the Redis of `make test` has.
DATABASE = 1023
SECRET = "s3cret-" + "x" * 57
CALLER = {"kind": "robot", "id": "1", "name": "Kiosk", "privileges": 0}
SESSION = {**CALLER, "attributes": {"k": SECRET}}
STORED = {
    f"session:{SECRET}": json.dumps(SESSION),
    "session-id:018f": json.dumps({"digest": SECRET, "began_at": 0.0, "note": SECRET}),
    "challenge:7": json.dumps({"device_id": "1", "method": "sign", "message": SECRET}),
    f"sign-in:{SECRET}": json.dumps({"verifier": SECRET, "nonce": SECRET, "next": "/"}),
    f"session-group:{SECRET}": SECRET,
    "somebody-elses": SECRET,
    "seen:robot:1": "1.5",
}


@pytest.fixture
async def redis() -> AsyncIterator["Redis"]:
    url = os.environ.get("PROVODNIK_TEST_REDIS")
    if url is None:
        pytest.fail("There is no Redis. Run: make test MODULE=debug_console")
    # Not the first database: it holds the counter by which every run of tests finds its own.
    async with opened(urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))) as client:
        await client.flushdb()
        yield client
        await client.flushdb()


async def test_no_secret_is_shown(redis: "Redis") -> None:
    await redis.mset(STORED)
    shown = await list_keys(redis, "", None)
    assert len(shown) == len(STORED)
    assert SECRET not in json.dumps(shown)
    assert SECRET[:20] not in json.dumps(shown)


async def test_what_may_be_seen_is_decoded(redis: "Redis") -> None:
    await redis.mset(STORED)
    rows = {one["meaning"]: one["value"] for one in await list_keys(redis, "", None)}
    assert rows["a session"] == CALLER
    assert rows["a challenge that waits for its answer"] == {"device_id": "1", "method": "sign"}
    assert rows["when a caller last asked for anything"].startswith("1970-01-01T00:00:01")


async def test_prefix_is_no_pattern(redis: "Redis") -> None:
    await redis.mset({"a*b": "1", "axb": "1"})
    assert [one["key"] for one in await list_keys(redis, "a*", None)] == ["a*b"]


async def test_kinds_are_counted(redis: "Redis") -> None:
    await redis.mset(STORED)
    counts = {one["keys"]: one["count"] for one in await count_keys(redis)}
    assert counts["session:*"] == 1
    assert counts["*"] == 1


def test_value_that_is_no_json() -> None:
    assert readable(kind_of("session:x"), "{") == "not shown"
    assert readable(kind_of("session:x"), "[]") == "not shown"
