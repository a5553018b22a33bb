from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Path, Query
from fastapi.responses import StreamingResponse
from service_kit.callers import StillSignedInDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router
from service_kit.row_files import FILE_RESPONSES, RowFormat, rows_answer

from app.accounting import service
from app.accounting.errors import ReportNotFound
from app.accounting.schemas import Day, OfStore, ReportClose, ReportX, ReportZ, Summary
from app.errors import StoreNotFound
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router(tag="accounting")
FileFormat = Annotated[RowFormat, Query(alias="format")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get(
    "/admin/accounting/export",
    summary="Export a day's sales and refunds",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
async def export_accounting(
    date: Day,
    _: AdminDep,
    database: DatabaseDep,
    is_signed_in: StillSignedInDep,
    file_format: FileFormat = RowFormat.CSV,
    store_id: OfStore = None,
) -> StreamingResponse:
    """A row per line sold (`PURCHASE`) or refunded (`REFUND`, an amount below zero)."""
    return await rows_answer(
        service.export(database, date, store_id),
        name=f"accounting-{date}",
        columns=service.COLUMNS,
        file_format=file_format,
        is_signed_in=is_signed_in,
    )


@router.get("/admin/accounting/summary", summary="Add up a day's sales and refunds")
async def summarize_accounting(
    date: Day, _: AdminDep, session: SessionDep, store_id: OfStore = None
) -> Summary:
    """To the penny the sums of the same day's export."""
    return await service.summarize(session, date, store_id)


@router.get(
    "/admin/store/{store_id}/reports",
    summary="List Z reports of a store",
    responses=problems(StoreNotFound, BadCursor),
)
async def list_store_reports(
    store_id: UUID, _: AdminDep, session: SessionDep, page: PageDep
) -> Page[ReportZ]:
    """The newest first."""
    return await service.list_reports(session, store_id, page)


@router.get(
    "/store/report/x",
    summary="Report since the last Z report",
    responses=problems(StoreNotFound),
)
async def get_report_x(terminal: TerminalDep, session: SessionDep) -> ReportX:
    """Changes nothing, as often as it is asked for."""
    return await service.report_now(session, own_store(terminal))


@router.post(
    "/store/report/z",
    status_code=201,
    summary="Close the shift",
    responses=problems(StoreNotFound, IdempotencyConflict),
)
async def close_shift(
    body: ReportClose, terminal: TerminalDep, session: SessionDep, idempotency: IdempotencyDep
) -> ReportZ:
    """Covers everything since the previous one, and stays as it is. Send an Idempotency-Key."""
    return await idempotency.once(
        ReportZ,
        lambda: service.close_shift(session, own_store(terminal), body, caller_name(terminal)),
    )


@router.get(
    "/store/reports", summary="List my Z reports", responses=problems(StoreNotFound, BadCursor)
)
async def list_reports(terminal: TerminalDep, session: SessionDep, page: PageDep) -> Page[ReportZ]:
    """The newest first."""
    return await service.list_reports(session, own_store(terminal), page)


@router.get(
    "/store/report/z/{number}", summary="Show a Z report", responses=problems(ReportNotFound)
)
async def get_report_z(number: Number, terminal: TerminalDep, session: SessionDep) -> ReportZ:
    """Of the terminal's own store."""
    return await service.require_report(session, own_store(terminal), number)
