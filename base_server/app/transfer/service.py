"""Importing a file: every row or none."""

import asyncio
from typing import Any
from uuid import UUID

from service_kit.audit import record
from service_kit.database.constraints import constraint_errors
from service_kit.row_files import RowFault
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Ticket, User
from app.tickets.codes import CodeVault, code_hash, new_code
from app.tickets.service import list_by_id, reveal_code
from app.transfer import repository
from app.transfer.errors import ImportOvertaken, ImportRefused
from app.transfer.kinds import FORMS, Form, Kind
from app.transfer.reading import ReadFile, place_of, read
from app.transfer.repository import Hold
from app.transfer.schemas import (
    MOST_ERRORS,
    Imported,
    ImportReport,
    IssuedCode,
    IssuedRow,
    RowError,
)


async def look_at(session: AsyncSession, kind: Kind, body: bytes) -> ImportReport:
    """What an import would do, and every fault; nothing is written, and nobody is held up."""
    report, _ = await _examine(session, FORMS[kind], body, will_write=False)
    return report


async def import_file(session: AsyncSession, vault: CodeVault, kind: Kind, body: bytes) -> Imported:
    """Raises `ImportRefused` with the faults, and then nothing is written."""
    form = FORMS[kind]
    report, found = await _examine(session, form, body, will_write=True)
    if report.total_errors:
        raise ImportRefused(**report.model_dump(mode="json"))
    issued = await _write(session, vault, form, found)
    record(
        session,
        action=f"{kind}.imported",
        subject=(str(kind), None),
        details={"rows": report.rows, "created": report.created, "changed": report.changed},
    )
    return Imported(**dict(report), tickets=issued)


async def codes_of(session: AsyncSession, vault: CodeVault, imported: Imported) -> list[IssuedCode]:
    """The codes of the tickets that an import has issued."""
    tickets = await list_by_id(session, [one.id for one in imported.tickets])
    return [
        IssuedCode(row=one.row, id=one.id, code=reveal_code(vault, tickets[one.id]))
        for one in imported.tickets
    ]


async def _examine(
    session: AsyncSession, form: Form, body: bytes, *, will_write: bool
) -> tuple[ImportReport, ReadFile]:
    found = await asyncio.to_thread(read, body, form)
    given = {row.id: number for number, row in found.rows.items() if row.id is not None}
    hold = Hold.TO_CHANGE if will_write else Hold.NOT
    existing = await repository.find_existing(session, form.model, given, hold)
    if form.model is Ticket:
        found.faults += [_id_taken(given[one]) for one in existing]
        found.faults += await _ticket_faults(session, found.rows, will_write=will_write)
    else:
        found.faults += [_erased(given[one]) for one, usable in existing.items() if not usable]
    found.faults.sort(key=lambda fault: fault.row)
    report = ImportReport(
        rows=found.count,
        created=0 if found.faults else len(found.rows) - len(existing),
        changed=0 if found.faults else len(existing),
        total_errors=len(found.faults),
        errors=[RowError.of(fault) for fault in found.faults[:MOST_ERRORS]],
    )
    return report, found


async def _ticket_faults(
    session: AsyncSession, rows: dict[int, Any], *, will_write: bool
) -> list[RowFault]:
    """Unknown users and taken places."""
    hold = Hold.TO_REFER if will_write else Hold.NOT
    owners = {row.user_id for row in rows.values()}
    users = await repository.find_existing(session, User, owners, hold)
    taken = await repository.list_taken(session, [place_of(row) for row in rows.values()])
    faults = []
    for number, row in rows.items():
        if not users.get(row.user_id):
            faults.append(RowFault(number, "user_id", "USER_NOT_FOUND", "There is no such user."))
        if place_of(row) in taken:
            message = "This place of the run has a valid ticket already."
            faults.append(RowFault(number, "place_number", "PLACE_TAKEN", message))
    return faults


def _id_taken(number: int) -> RowFault:
    message = "There is a ticket with this id, and an issued ticket is not changed."
    return RowFault(number, "id", "ID_TAKEN", message)


def _erased(number: int) -> RowFault:
    return RowFault(number, "id", "USER_ERASED", "This user was erased and cannot come back.")


async def _write(
    session: AsyncSession, vault: CodeVault, form: Form, found: ReadFile
) -> list[IssuedRow]:
    """The tickets that were issued."""
    if not found.rows:
        return []
    fresh = iter(await repository.new_ids(session, len(found.rows)))
    by_id = {row.id or next(fresh): row for row in found.rows.values()}
    is_tickets = form.model is Ticket
    rows = await asyncio.to_thread(_values, by_id, vault if is_tickets else None)
    overtaken = ImportOvertaken()
    with constraint_errors(uq_tickets_place=overtaken, pk_tickets=overtaken):
        await repository.write(session, form.model, rows, may_change=not is_tickets)
    if not is_tickets:
        return []
    return [IssuedRow(row=number, id=one) for number, one in zip(found.rows, by_id, strict=True)]


def _values(by_id: dict[UUID, Any], vault: CodeVault | None) -> list[dict[str, Any]]:
    """Columns of the table; of tickets with new codes."""
    if vault is None:
        return [{**row.model_dump(), "id": one} for one, row in by_id.items()]
    rows = []
    for one, row in by_id.items():
        values, code = row.model_dump(exclude={"boarded_at", "boarded_by"}), new_code()
        values["destination_id"] = values.pop("destination")
        sealed = {"code_hash": code_hash(code), "code_encrypted": vault.seal(one, code)}
        rows.append({**values, **sealed, "id": one})
    return rows
