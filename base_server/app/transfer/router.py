from typing import Annotated

from base_api import AdminDep
from fastapi import Body, Query
from fastapi.responses import StreamingResponse
from service_kit.audit import record
from service_kit.callers import StillSignedInDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.routing import feature_router
from service_kit.row_files import (
    FILE_RESPONSES,
    RowFormat,
    UnreadableFile,
    keyset_batches,
    rows_answer,
)

from app.tickets.codes import CodeVaultDep
from app.tickets.errors import CodeUnreadable
from app.transfer import service
from app.transfer.errors import ImportOvertaken, ImportRefused
from app.transfer.kinds import FORMS, Kind
from app.transfer.schemas import ImportAnswer, Imported

router = feature_router("/admin", tag="import and export")
# 200,000 tickets are 40 MB; the gateway lets as much through for this route.
FILE_BYTES = 64 * 1024 * 1024


@router.post(
    "/import/{kind}",
    summary="Import a CSV file",
    responses=problems(
        UnreadableFile, ImportRefused, ImportOvertaken, IdempotencyConflict, CodeUnreadable
    ),
    max_body_size=FILE_BYTES,
)
async def import_file(
    kind: Kind,
    _: AdminDep,
    session: SessionDep,
    vault: CodeVaultDep,
    idempotency: IdempotencyDep,
    body: Annotated[bytes, Body(media_type="text/csv", description="UTF-8; `,` or `;`.")],
    dry_run: Annotated[bool, Query(description="Only look: faults are an answer.")] = False,
) -> ImportAnswer:
    """All rows or none. Rows with an id change that user or place; tickets are always new, and
    their codes are in this answer only: give them to the passengers."""
    if dry_run:
        report = await service.look_at(session, kind, body)
        return ImportAnswer(**dict(report), dry_run=True, codes=[])

    async def work() -> Imported:
        return await service.import_file(session, vault, kind, body)

    imported = await idempotency.once(Imported, work)
    codes = await service.codes_of(session, vault, imported)
    return ImportAnswer(**imported.model_dump(exclude={"tickets"}), dry_run=False, codes=codes)


@router.get(
    "/export/{kind}",
    summary="Export as a file",
    responses=FILE_RESPONSES,
    response_class=StreamingResponse,
)
async def export_file(
    kind: Kind,
    _: AdminDep,
    session: SessionDep,
    database: DatabaseDep,
    is_signed_in: StillSignedInDep,
    file_format: Annotated[RowFormat, Query(alias="format")] = RowFormat.CSV,
) -> StreamingResponse:
    """Every row, by its time of creation. What is exported as CSV can be imported."""
    form = FORMS[kind]
    record(session, action=f"{kind}.exported", subject=(str(kind), None), details={})
    return await rows_answer(
        keyset_batches(database, form.query(), form.model.id),
        name=kind,
        columns=form.columns,
        file_format=file_format,
        is_signed_in=is_signed_in,
    )
