"""What a session changed, remembered until its transaction commits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from service_kit.audit.audited import Audited
from service_kit.audit.chain import append
from service_kit.audit.entry import PendingEntry, Subject, canonical_json
from service_kit.request_context import current_request
from sqlalchemy import ClauseElement, Column, event, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

_INFO = "audit"


@dataclass(slots=True)
class _Collected:
    """Entries in order, and how many there were when each savepoint was made."""

    entries: list[PendingEntry] = field(default_factory=list)
    at_savepoint: dict[SessionTransaction, int] = field(default_factory=dict)
    computed: dict[Audited, dict[str, Any]] = field(default_factory=dict)
    """Columns that the running flush sets to an expression, with their values before it."""


def record(
    session: AsyncSession,
    *,
    action: str,
    subject: tuple[str, UUID | None] | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Put on record what is not a change of a row; it is kept when the transaction commits."""
    changes = None if details is None else {"before": None, "after": details}
    _add(session.sync_session, action, Subject(*subject) if subject else None, changes)


def _add(
    session: Session, action: str, subject: Subject | None, changes: dict[str, Any] | None
) -> None:
    entry = PendingEntry(
        request=current_request(),
        action=action,
        subject=subject,
        changes=None if changes is None else canonical_json(changes),
    )
    _collected(session).entries.append(entry)


def _collected(session: Session) -> _Collected:
    collected: _Collected = session.info.setdefault(_INFO, _Collected())
    return collected


@event.listens_for(Session, "before_flush")
def _note_expressions(session: Session, _: UOWTransaction, __: object) -> None:
    # After the flush such a column is only "expired": neither its change nor its value shows.
    for row in session.dirty:
        if not isinstance(row, Audited):
            continue
        for key in _audited_columns(row):
            history = inspect(row).attrs[key].history
            if history.added and isinstance(history.added[0], ClauseElement):
                before = history.deleted[0] if history.deleted else None
                _collected(session).computed.setdefault(row, {})[key] = before


@event.listens_for(Session, "after_flush")
def _collect(session: Session, _: UOWTransaction) -> None:
    for verb, row, changes in _changes(session):
        state = inspect(row)
        kind = str(state.mapper.local_table.description)
        _add(session, f"{kind}.{verb}", Subject(kind, state.dict["id"]), changes)


def _changes(session: Session) -> Iterator[tuple[str, Audited, dict[str, Any]]]:
    for row in session.new:
        if isinstance(row, Audited):
            yield "created", row, {"before": None, "after": _values(row)}
    for row in session.dirty:
        if isinstance(row, Audited) and (changes := _difference(session, row)) is not None:
            yield "updated", row, changes
    for row in session.deleted:
        if isinstance(row, Audited):
            yield "deleted", row, {"before": _values(row), "after": None}


def _audited_columns(row: Audited) -> list[str]:
    """Of the table: what a query computes beside them is no part of the row."""
    return [
        attribute.key
        for attribute in inspect(row).mapper.column_attrs
        if attribute.key not in row.__audit_ignored__ and isinstance(attribute.columns[0], Column)
    ]


def _values(row: Audited) -> dict[str, Any]:
    """All columns, without the key (it is the subject) and what is secret."""
    loaded = inspect(row).dict
    hidden = row.__audit_secret__ | {"id"}
    return {key: loaded.get(key) for key in _audited_columns(row) if key not in hidden}


def _difference(session: Session, row: Audited) -> dict[str, Any] | None:
    """Changed columns before and after; None when nothing changed that counts."""
    before, after = _computed(session, row)
    for key in _audited_columns(row):
        history = inspect(row).attrs[key].history
        if history.has_changes():
            before[key] = history.deleted[0] if history.deleted else None
            after[key] = history.added[0] if history.added else None
    if not after:
        return None
    secret = sorted(row.__audit_secret__ & after.keys())
    changes: dict[str, Any] = {
        "before": {key: value for key, value in before.items() if key not in secret},
        "after": {key: value for key, value in after.items() if key not in secret},
    }
    return changes | {"concealed": secret} if secret else changes


def _computed(session: Session, row: Audited) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the database computed in this flush: before and after."""
    before = _collected(session).computed.pop(row, {})
    if not before:
        return {}, {}
    state = inspect(row)
    table = state.mapper.local_table
    columns = [state.mapper.columns[key].label(key) for key in before]
    query = select(*columns).where(table.c.id == state.dict["id"])
    return before, dict(session.connection().execute(query).mappings().one())


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    # The release of a savepoint is announced as a commit too; its entries wait for the real one.
    if session.in_nested_transaction():
        return
    # The locks of rows first, the lock of the chain last, so that it is held only for a moment.
    session.flush()
    if _INFO in session.info:
        collected: _Collected = session.info.pop(_INFO)
        if collected.entries:
            append(session.connection(), collected.entries)


@event.listens_for(Session, "after_transaction_create")
def _remember_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        collected = _collected(session)
        collected.at_savepoint[transaction] = len(collected.entries)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    if _INFO not in session.info:
        return
    if previous.nested:
        collected = _collected(session)
        del collected.entries[collected.at_savepoint.pop(previous, 0) :]
    else:
        del session.info[_INFO]
