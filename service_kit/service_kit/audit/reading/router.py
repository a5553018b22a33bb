from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from service_kit.audit.reading import service
from service_kit.audit.reading.schemas import AuditFilters, AuditRead
from service_kit.callers import StillSignedInDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.row_files import FILE_RESPONSES, RowFormat, rows_answer

FiltersDep = Annotated[AuditFilters, query_of(AuditFilters)]


def audit_router(guard: Any) -> APIRouter:
    """The routes below `/admin`; `guard` is the dependency that lets administrators pass."""
    router = feature_router("/admin", tag="audit", dependencies=[guard])
    router.get("/audit", summary="Who changed what?", responses=problems(BadCursor))(
        list_audit_entries
    )
    router.get(
        "/audit/export",
        summary="Download the record",
        response_class=StreamingResponse,
        responses=FILE_RESPONSES,
    )(export_audit_entries)
    return router


async def list_audit_entries(
    session: SessionDep, page: PageDep, filters: FiltersDep
) -> Page[AuditRead]:
    """The newest first."""
    return await service.list_entries(session, page, filters)


async def export_audit_entries(
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
