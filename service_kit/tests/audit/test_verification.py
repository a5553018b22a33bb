"""Whatever is done to the record behind its back shows."""
# ruff: noqa: S608 - the statements are put together of what stands in this file

import asyncio
import sys

import asyncpg
import pytest
from pydantic import SecretStr
from service_kit.audit import record, verification
from service_kit.audit.command import main
from service_kit.audit.verification import BrokenChain, Head
from service_kit.database import Database
from service_kit.settings import DatabaseSettings

from tests.audit.conftest import verified_head, write_notes

Pool = asyncpg.Pool
ENTRIES = 7
OTHER_HASH = rf"decode('{'ab' * 32}', 'hex')"


@pytest.fixture
async def pool(database: Database, monkeypatch: pytest.MonkeyPatch) -> "Pool[asyncpg.Record]":
    """A record of seven entries, verified in blocks of three."""
    monkeypatch.setattr(verification, "BLOCK", 3)
    await write_notes(database, *(f"note {number}" for number in range(ENTRIES - 1)))
    async with database.session() as session, session.begin():
        record(session, action="ö", subject=("none", None))
    return database.driver


async def _tamper(pool: "Pool[asyncpg.Record]", statement: str) -> None:
    async with pool.acquire() as connection, connection.transaction():
        # The way of somebody who owns the database.
        await connection.execute("ALTER TABLE audit_entries DISABLE TRIGGER USER")
        await connection.execute(statement)
        await connection.execute("ALTER TABLE audit_entries ENABLE TRIGGER USER")


async def _broken_at(pool: "Pool[asyncpg.Record]", expected: Head | None = None) -> int:
    with pytest.raises(BrokenChain) as fault:
        await verified_head(pool, expected)
    return fault.value.position


async def test_a_whole_record(pool: "Pool[asyncpg.Record]") -> None:
    head = await verified_head(pool)
    assert head.position == ENTRIES
    assert await verified_head(pool, head) == head


async def test_an_empty_record(database: Database) -> None:
    assert await verified_head(database.driver, verification.EMPTY) == verification.EMPTY


@pytest.mark.parametrize(
    "change",
    [
        "id = uuidv7()",
        "at = at + interval '1 microsecond'",
        "caller_kind = 'robot'",
        "caller_id = uuidv7()",
        "caller_name = 'eve'",
        "address = '10.0.0.1'",
        "request_id = 'x'",
        "operation = ''",
        "action = 'x'",
        "subject_kind = NULL",
        "subject_id = uuidv7()",
        "changes = '{}'",
        "salt = '\\x00'",
        "salt = NULL",
        f"commitment = {OTHER_HASH}",
        f"previous_hash = {OTHER_HASH}",
        f"hash = {OTHER_HASH}",
    ],
)
async def test_a_changed_field(pool: "Pool[asyncpg.Record]", change: str) -> None:
    await _tamper(pool, f"UPDATE audit_entries SET {change} WHERE position = 4")
    assert await _broken_at(pool) == 4


@pytest.mark.parametrize("position", range(1, ENTRIES + 1))
async def test_a_changed_entry(pool: "Pool[asyncpg.Record]", position: int) -> None:
    await _tamper(pool, f"UPDATE audit_entries SET action = '' WHERE position = {position}")
    assert await _broken_at(pool) == position


async def test_of_faults_in_several_blocks_the_first_is_told(pool: "Pool[asyncpg.Record]") -> None:
    await _tamper(pool, "UPDATE audit_entries SET action = '' WHERE position IN (2, 6, 7)")
    assert await _broken_at(pool) == 2


@pytest.mark.parametrize("position", range(1, ENTRIES))
async def test_a_deleted_entry(pool: "Pool[asyncpg.Record]", position: int) -> None:
    await _tamper(pool, f"DELETE FROM audit_entries WHERE position = {position}")
    assert await _broken_at(pool) == position


async def test_a_deleted_entry_with_the_gap_closed(pool: "Pool[asyncpg.Record]") -> None:
    await _tamper(pool, "DELETE FROM audit_entries WHERE position = 3")
    await _tamper(pool, "UPDATE audit_entries SET position = 3 WHERE position = 7")
    assert await _broken_at(pool) == 3


async def test_many_deleted_entries(pool: "Pool[asyncpg.Record]") -> None:
    await _tamper(pool, "DELETE FROM audit_entries WHERE position BETWEEN 2 AND 6")
    assert await _broken_at(pool) == 2


async def test_an_inserted_entry(pool: "Pool[asyncpg.Record]") -> None:
    copied = "at, caller_kind, request_id, action, commitment, previous_hash, hash"
    await _tamper(
        pool,
        f"INSERT INTO audit_entries (position, {copied}) "
        f"SELECT position + 1, {copied} FROM audit_entries WHERE position = {ENTRIES}",
    )
    assert await _broken_at(pool) == ENTRIES + 1


async def test_two_entries_that_changed_places(pool: "Pool[asyncpg.Record]") -> None:
    for position, other in ((3, 100), (4, 3), (100, 4)):
        await _tamper(
            pool, f"UPDATE audit_entries SET position = {other} WHERE position = {position}"
        )
    assert await _broken_at(pool) == 3


async def test_a_cut_end_shows_beside_an_earlier_head(pool: "Pool[asyncpg.Record]") -> None:
    head = await verified_head(pool)
    await _tamper(pool, "DELETE FROM audit_entries WHERE position > 5")
    assert (await verified_head(pool)).position == 5
    assert await _broken_at(pool, head) == 6


async def test_a_rewritten_end_shows_beside_an_earlier_head(
    pool: "Pool[asyncpg.Record]", database: Database
) -> None:
    head = await verified_head(pool)
    await _tamper(pool, f"DELETE FROM audit_entries WHERE position = {ENTRIES}")
    await write_notes(database, "another end")
    assert (await verified_head(pool)).position == ENTRIES
    assert await _broken_at(pool, head) == ENTRIES


class TestCommand:
    async def _run(self, url: str, *arguments: str) -> tuple[int | None, str]:
        code = f"from {__name__} import run_command; run_command({url!r})"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, "verify", *arguments, stdout=asyncio.subprocess.PIPE
        )
        output, _ = await process.communicate()
        return process.returncode, output.decode()

    async def test_a_whole_record(self, pool: "Pool[asyncpg.Record]", audit_url: str) -> None:
        head = await verified_head(pool)
        status, output = await self._run(audit_url, "--expect-head", str(head))
        assert status == 0
        assert f"head {head}" in output

    async def test_a_broken_record(self, pool: "Pool[asyncpg.Record]", audit_url: str) -> None:
        await _tamper(pool, "DELETE FROM audit_entries WHERE position = 4")
        status, output = await self._run(audit_url)
        assert status == 1
        assert "broken at position 4" in output


def run_command(url: str) -> None:
    """What a service's own entry does with its settings."""
    main(DatabaseSettings(url=SecretStr(url)))
