"""Exports, sums and the closing of shifts."""

import datetime as dt
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from typing import Any
from uuid import UUID

from service_kit.database import Database
from service_kit.outbox import append_event
from service_kit.paging import Page, PageQuery, paginate
from service_kit.row_files import keyset_batches
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounting import repository
from app.accounting.errors import ReportNotFound
from app.accounting.repository import Sums
from app.accounting.schemas import (
    Figures,
    ReportClose,
    ReportX,
    ReportZ,
    StoreFigures,
    Summary,
)
from app.errors import StoreNotFound
from app.models import Purchase, PurchaseItem, Refund, RefundItem, ShiftReport
from app.stores import service as stores

REPORT_CLOSED = "report.closed"
COLUMNS = (
    "kind",
    "id",
    "date",
    "store_id",
    "purchase_id",
    "refund_id",
    "user_id",
    "item_id",
    "name",
    "count",
    "price_penny",
    "amount_penny",
    "reason",
)
_NOTHING = Sums(0, 0)


async def export(
    database: Database, day: dt.date, store_id: UUID | None
) -> AsyncGenerator[Sequence[Any]]:
    """A row for each line that was sold, then one for each line that was refunded."""
    for query, key in (
        (repository.purchase_lines(day, store_id), PurchaseItem.id),
        (repository.refund_lines(day, store_id), RefundItem.id),
    ):
        async with aclosing(keyset_batches(database, query, key)) as batches:
            async for rows in batches:
                yield rows


async def summarize(session: AsyncSession, day: dt.date, store_id: UUID | None) -> Summary:
    sold = await repository.sums_by_store(session, Purchase, day, store_id)
    refunded = await repository.sums_by_store(session, Refund, day, store_id)
    names = await repository.names_of_stores(session, sold.keys() | refunded.keys())
    by_store = [
        StoreFigures(
            store_id=one,
            store_name=name,
            **_figures(sold.get(one, _NOTHING), refunded.get(one, _NOTHING)).model_dump(),
        )
        for one, name in sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
    ]
    total = _figures(_add(sold.values()), _add(refunded.values()))
    return Summary(date=day, stores=by_store, **total.model_dump())


def _add(sums: Collection[Sums]) -> Sums:
    return Sums(sum(one.entries for one in sums), sum(one.penny for one in sums))


def _figures(sold: Sums, refunded: Sums) -> Figures:
    return Figures.sums(
        purchases=sold.entries,
        purchases_penny=sold.penny,
        refunds=refunded.entries,
        refunds_penny=refunded.penny,
    )


async def report_now(session: AsyncSession, store_id: UUID) -> ReportX:
    """The X report: what was sold since the last Z report, which changes nothing."""
    last = await repository.last_report(session, store_id)
    opened_at = last.created_at if last else await repository.store_opened_at(session, store_id)
    if opened_at is None:
        raise StoreNotFound
    sold = await repository.open_sums(session, Purchase, store_id)
    refunded = await repository.open_sums(session, Refund, store_id)
    _, now = await repository.next_id_and_time(session)
    return ReportX(
        store_id=store_id,
        opened_at=opened_at,
        date=now,
        **_figures(sold, refunded).model_dump(),
    )


async def close_shift(
    session: AsyncSession, store_id: UUID, body: ReportClose, closed_by: str
) -> ReportZ:
    """The Z report.

    It covers whatever is committed and under no report yet. What commits a moment later, whenever
    it began, is covered by the next one: nothing falls between two reports, nothing is in both.
    """
    opened_at = await repository.hold_store(session, store_id)
    if opened_at is None:
        raise StoreNotFound
    last = await repository.last_report(session, store_id)
    report_id, now = await repository.next_id_and_time(session)
    sold = await repository.cover(session, Purchase, store_id, report_id)
    refunded = await repository.cover(session, Refund, store_id, report_id)
    report = ShiftReport(
        id=report_id,
        created_at=now,
        store_id=store_id,
        number=last.number + 1 if last else 1,
        train_number=body.train_number,
        train_date=body.train_date,
        opened_at=last.created_at if last else opened_at,
        closed_by=closed_by,
        purchases=sold.entries,
        purchases_penny=sold.penny,
        refunds=refunded.entries,
        refunds_penny=refunded.penny,
    )
    session.add(report)
    await session.flush()
    closed = ReportZ.of(report)
    append_event(
        session,
        topic=REPORT_CLOSED,
        key=str(store_id),
        payload={"report": closed.model_dump(mode="json")},
    )
    return closed


async def list_reports(session: AsyncSession, store_id: UUID, page: PageQuery) -> Page[ReportZ]:
    await stores.require_store(session, store_id)
    return await paginate(session, repository.reports_of(store_id), ShiftReport, page, ReportZ.of)


async def require_report(session: AsyncSession, store_id: UUID, number: int) -> ReportZ:
    report = await repository.get_report(session, store_id, number)
    if report is None:
        raise ReportNotFound
    return ReportZ.of(report)
