"""Old rows go, young and waiting ones stay."""

import pytest
from fastapi import FastAPI
from service_kit import trimming
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.periodic import run_once
from service_kit.trimming import TRIMMING
from sqlalchemy import text

OLD = "uuidv7(interval '-8 days')"
YOUNG = "uuidv7(interval '-6 days')"


@pytest.fixture
def database(app: FastAPI) -> Database:
    return components_of(app).get(Database)


async def _execute(database: Database, *statements: str) -> None:
    async with database.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def _texts(database: Database, query: str) -> list[str]:
    async with database.engine.connect() as connection:
        return list((await connection.execute(text(query))).scalars())


async def _add_key(database: Database, key: str, row_id: str) -> None:
    await _execute(
        database,
        "INSERT INTO idempotency_keys (id, caller, key, fingerprint) "  # noqa: S608
        f"VALUES ({row_id}, 'robot', '{key}', '')",
    )


async def _add_event(database: Database, key: str, row_id: str, delivered_at: str) -> None:
    await _execute(
        database,
        "INSERT INTO outbox (id, topic, key, payload, retry_at, delivered_at) "  # noqa: S608
        f"VALUES ({row_id}, 'notes', '{key}', '{{}}', 'infinity', {delivered_at})",
    )


async def _trim(database: Database) -> int:
    return sum([await run_once(database, job) for job in TRIMMING])


async def test_old_idempotency_keys(database: Database) -> None:
    await _add_key(database, "old", OLD)
    await _add_key(database, "young", YOUNG)
    assert await _trim(database) == 1
    assert await _texts(database, "SELECT key FROM idempotency_keys") == ["young"]


async def test_delivered_events_only(database: Database) -> None:
    await _add_event(database, "delivered long ago", OLD, "now() - interval '8 days'")
    await _add_event(database, "delivered late", OLD, "now() - interval '6 days'")
    await _add_event(database, "waiting", OLD, "NULL")
    assert await _trim(database) == 1
    left = await _texts(database, "SELECT key FROM outbox ORDER BY key")
    assert left == ["delivered late", "waiting"]


async def test_a_batch_at_a_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trimming, "BATCH", 2)
    for number in range(3):
        await _add_key(database, str(number), OLD)
    assert [await _trim(database) for _ in range(3)] == [2, 1, 0]
