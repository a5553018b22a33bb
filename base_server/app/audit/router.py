from typing import Annotated

from base_api import AdminDep
from fastapi import Depends, Query
from fastapi.responses import StreamingResponse
from service_kit.callers import StillSignedInDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router
from service_kit.row_files import FILE_RESPONSES, RowFormat, rows_answer

from app.audit import service
from app.audit.schemas import AuditFilters, AuditRead

router = feature_router("/admin", tag="audit")

FiltersDep = Annotated[AuditFilters, Depends()]


@router.get("/audit", summary="Who changed what?", responses=problems(BadCursor))
async def list_audit_entries(
    _: AdminDep, session: SessionDep, page: PageDep, filters: FiltersDep
) -> Page[AuditRead]:
    """The newest first."""
    return await service.list_entries(session, page, filters)


@router.get(
    "/audit/export",
    summary="Download the record",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
async def export_audit_entries(
    _: AdminDep,
    session: SessionDep,
    database: DatabaseDep,
    is_signed_in: StillSignedInDep,
    filters: FiltersDep,
    file_format: Annotated[RowFormat, Query(alias="format")] = RowFormat.CSV,
) -> StreamingResponse:
    """The oldest first. The download itself comes on record."""
    return await rows_answer(
        service.export_entries(session, database, filters),
        name="audit",
        columns=service.EXPORTED_COLUMNS,
        file_format=file_format,
        is_signed_in=is_signed_in,
    )
