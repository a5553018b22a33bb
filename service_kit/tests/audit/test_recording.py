"""What comes on record, by itself and by `record`."""

import asyncio
from datetime import datetime
from uuid import uuid4

import httpx
import pytest
from service_kit.audit import record, redact
from service_kit.database import Database
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.audit.conftest import entries_of, verified_head, write_notes
from tests.sample import WRITE, Note

ERASED = "changes = NULL, caller_name = NULL, address = NULL, salt = NULL"


async def test_an_insert(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    (entry,) = await entries_of(database)
    assert (entry.action, entry.subject_kind, entry.subject_id) == (
        "notes.created",
        "notes",
        note.id,
    )
    assert entry.changes is not None
    assert entry.changes["before"] is None
    assert entry.changes["after"]["text"] == "one"
    assert entry.changes["after"]["created_at"]
    assert (entry.caller_kind, entry.caller_id, entry.operation) == ("system", None, None)


async def test_an_update_tells_changed_columns_only(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    async with database.session() as session, session.begin():
        session.add(note)
        note.text = "two"
    entry = (await entries_of(database))[-1]
    assert entry.action == "notes.updated"
    assert entry.changes == {"before": {"text": "one"}, "after": {"text": "two"}}


async def test_a_value_that_the_database_computes_is_told_as_a_value(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    async with database.session() as session, session.begin():
        session.add(note)
        note.filed_at = func.now()
    entry = (await entries_of(database))[-1]
    assert entry.changes is not None
    assert entry.changes["before"] == {"filed_at": None}
    assert datetime.fromisoformat(entry.changes["after"]["filed_at"]).date() == entry.at.date()


async def test_a_delete(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    async with database.session() as session, session.begin():
        await session.delete(note)
    entry = (await entries_of(database))[-1]
    assert entry.action == "notes.deleted"
    assert entry.changes is not None
    assert entry.changes["before"]["text"] == "one"
    assert entry.changes["after"] is None


async def test_a_secret_is_told_to_have_changed_and_no_more(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    async with database.session() as session, session.begin():
        session.add(note)
        note.secret = "still hush"
    created, updated = await entries_of(database)
    assert "hush" not in str(created.changes)
    assert updated.changes == {"before": {}, "after": {}, "concealed": ["secret"]}


async def test_a_column_that_changes_all_the_time_is_left_out(database: Database) -> None:
    (note,) = await write_notes(database, "one")
    async with database.session() as session, session.begin():
        session.add(note)
        note.read_at = func.now()
    assert len(await entries_of(database)) == 1


async def test_an_act_that_changes_no_row(database: Database) -> None:
    key = uuid4()
    async with database.session() as session, session.begin():
        record(session, action="notes.exported", subject=("notes", key), details={"rows": 3})
    (entry,) = await entries_of(database)
    assert (entry.action, entry.subject_id) == ("notes.exported", key)
    assert entry.changes == {"before": None, "after": {"rows": 3}}


async def test_a_rollback_leaves_nothing(database: Database) -> None:
    async with database.session() as session:
        session.add(Note(text="never"))
        await session.flush()
        await session.rollback()
        session.add(Note(text="later"))
        await session.commit()
    (entry,) = await entries_of(database)
    assert entry.changes is not None
    assert entry.changes["after"]["text"] == "later"


async def test_a_commit_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.session() as session, session.begin():
            session.add(Note(text="lost", answers=uuid4()))
    assert await entries_of(database) == []


async def test_a_savepoint_that_is_rolled_back_leaves_nothing(database: Database) -> None:
    async with database.session() as session, session.begin():
        session.add(Note(text="kept"))
        async with session.begin_nested() as savepoint:
            session.add(Note(text="dropped"))
            await session.flush()
            await savepoint.rollback()
        async with session.begin_nested():
            session.add(Note(text="kept too"))
    entries = await entries_of(database)
    texts = [entry.changes and entry.changes["after"]["text"] for entry in entries]
    assert texts == ["kept", "kept too"]


async def test_concurrent_transactions_chain_without_a_gap(database: Database) -> None:
    texts = [[f"{group}.{number}" for number in range(5)] for group in range(40)]
    await asyncio.gather(*(write_notes(database, *group) for group in texts))
    entries = await entries_of(database)
    assert [entry.position for entry in entries] == list(range(1, 201))
    assert entries == sorted(entries, key=lambda entry: entry.id)
    assert (await verified_head(database.driver)).position == 200


async def test_a_request_tells_who_and_from_where(
    client: httpx.AsyncClient, sign_in: SignIn, database_of_app: Database
) -> None:
    caller = uuid4()
    headers = await sign_in("engineer", caller, name="anna", privileges=WRITE)
    answer = await client.post("/notes?verbose=1", json={"text": "hi"}, headers=headers)
    (entry,) = await entries_of(database_of_app)
    assert (entry.caller_kind, entry.caller_id, entry.caller_name) == ("engineer", caller, "anna")
    assert (entry.operation, entry.address) == ("POST /notes", "127.0.0.1")
    assert entry.request_id == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entries",
        "UPDATE audit_entries SET action = 'x'",
        "UPDATE audit_entries SET changes = '{}'",
        "UPDATE audit_entries SET salt = NULL",
        f"UPDATE audit_entries SET {ERASED}, caller_id = id",  # noqa: S608
    ],
)
async def test_the_table_takes_no_other_change(database: Database, statement: str) -> None:
    await write_notes(database, "one")
    async with database.session() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(text(statement))


async def test_redaction_erases_what_is_personal_and_keeps_the_chain(database: Database) -> None:
    about, other = await write_notes(database, "Anna Petrova", "Boris")
    async with database.session() as session, session.begin():
        assert await redact(session, ("notes", about.id)) == 1
    erased, kept, trace = await entries_of(database)
    assert (erased.changes, erased.caller_name, erased.salt) == (None, None, None)
    assert erased.subject_id == about.id
    assert kept.changes is not None
    assert kept.subject_id == other.id
    assert (trace.action, trace.subject_id) == ("audit_entries.redacted", about.id)
    assert (await verified_head(database.driver)).position == 3


async def test_redaction_covers_what_a_person_did(
    client: httpx.AsyncClient, sign_in: SignIn, database_of_app: Database
) -> None:
    caller = uuid4()
    headers = await sign_in("engineer", caller, name="anna", privileges=WRITE)
    await client.post("/notes", json={"text": "hi"}, headers=headers)
    async with database_of_app.session() as session, session.begin():
        await redact(session, ("notes", uuid4()), caller=("engineer", caller))
    erased = (await entries_of(database_of_app))[0]
    assert (erased.caller_name, erased.address, erased.caller_id) == (None, None, caller)
