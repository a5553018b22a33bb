"""Every query of accounting.

A day is found by the time of the purchase or refund (a BRIN index: rows are only ever appended).
The export reads lines by their ids, which the database makes in the order of time.
"""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Purchase, PurchaseItem, Refund, RefundItem, ShiftReport, Store

# A line's id is made within the transaction of its purchase, whose time is that of its beginning.
_MARGIN = dt.timedelta(hours=1)
_UUID_TIME_SHIFT = 80


class Sums(NamedTuple):
    """How many purchases or refunds, and what they come to."""

    entries: int
    penny: int


def bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    begin = dt.datetime.combine(day, dt.time(), dt.UTC)
    return begin, begin + dt.timedelta(days=1)


def _first_id(moment: dt.datetime) -> UUID:
    """Not greater than any UUIDv7 of this moment."""
    return UUID(int=int(moment.timestamp() * 1000) << _UUID_TIME_SHIFT)


def _on_day(
    head: type[Purchase] | type[Refund], line: type[PurchaseItem] | type[RefundItem], day: dt.date
) -> list[ColumnElement[bool]]:
    begin, end = bounds(day)
    return [
        head.created_at >= begin,
        head.created_at < end,
        line.id >= _first_id(begin - _MARGIN),
        line.id < _first_id(end + _MARGIN),
    ]


def _amount(line: type[PurchaseItem] | type[RefundItem]) -> ColumnElement[int]:
    return cast(line.count, BigInteger) * line.price_penny


def purchase_lines(day: dt.date, store_id: UUID | None) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            PurchaseItem.id,
            literal("PURCHASE").label("kind"),
            Purchase.created_at.label("date"),
            Purchase.store_id,
            Purchase.id.label("purchase_id"),
            literal(None).label("refund_id"),
            Purchase.user_id,
            PurchaseItem.store_item_id.label("item_id"),
            PurchaseItem.name,
            PurchaseItem.count,
            PurchaseItem.price_penny,
            _amount(PurchaseItem).label("amount_penny"),
            literal(None).label("reason"),
        )
        .join(Purchase, Purchase.id == PurchaseItem.purchase_id)
        .where(*_on_day(Purchase, PurchaseItem, day))
    )
    return query if store_id is None else query.where(Purchase.store_id == store_id)


def refund_lines(day: dt.date, store_id: UUID | None) -> Select[*tuple[Any, ...]]:
    """With amounts below zero, so that all amounts of a day add up to what was earned."""
    query = (
        select(
            RefundItem.id,
            literal("REFUND").label("kind"),
            Refund.created_at.label("date"),
            Refund.store_id,
            Refund.purchase_id,
            Refund.id.label("refund_id"),
            Purchase.user_id,
            RefundItem.store_item_id.label("item_id"),
            RefundItem.name,
            RefundItem.count,
            RefundItem.price_penny,
            (-_amount(RefundItem)).label("amount_penny"),
            Refund.reason,
        )
        .join(Refund, Refund.id == RefundItem.refund_id)
        .join(Purchase, Purchase.id == Refund.purchase_id)
        .where(*_on_day(Refund, RefundItem, day))
    )
    return query if store_id is None else query.where(Refund.store_id == store_id)


async def sums_by_store(
    session: AsyncSession,
    entry: type[Purchase] | type[Refund],
    day: dt.date,
    store_id: UUID | None,
) -> dict[UUID, Sums]:
    begin, end = bounds(day)
    query = (
        select(entry.store_id, func.count(), cast(func.sum(entry.total_penny), BigInteger))
        .where(entry.created_at >= begin, entry.created_at < end)
        .group_by(entry.store_id)
    )
    if store_id is not None:
        query = query.where(entry.store_id == store_id)
    return {row[0]: Sums(row[1], row[2]) for row in await session.execute(query)}


async def names_of_stores(session: AsyncSession, ids: set[UUID]) -> dict[UUID, str]:
    found = await session.execute(select(Store.id, Store.name).where(Store.id.in_(ids)))
    return {row.id: row.name for row in found}


async def hold_store(session: AsyncSession, store_id: UUID) -> dt.datetime | None:
    """Keep others from closing a shift of this store meanwhile; when the store was opened.

    Sales go on: they refer to the store, which this lock lets them.
    """
    query = select(Store.created_at).where(Store.id == store_id).with_for_update(key_share=True)
    return await session.scalar(query)


async def store_opened_at(session: AsyncSession, store_id: UUID) -> dt.datetime | None:
    return await session.scalar(select(Store.created_at).where(Store.id == store_id))


async def last_report(session: AsyncSession, store_id: UUID) -> ShiftReport | None:
    query = reports_of(store_id).order_by(ShiftReport.number.desc()).limit(1)
    return await session.scalar(query)


def reports_of(store_id: UUID) -> Select[ShiftReport]:
    return select(ShiftReport).where(ShiftReport.store_id == store_id)


async def get_report(session: AsyncSession, store_id: UUID, number: int) -> ShiftReport | None:
    return await session.scalar(reports_of(store_id).where(ShiftReport.number == number))


def open_sums_query(
    entry: type[Purchase] | type[Refund], store_id: UUID
) -> Select[*tuple[Any, ...]]:
    return select(
        func.count(), cast(func.coalesce(func.sum(entry.total_penny), 0), BigInteger)
    ).where(entry.store_id == store_id, entry.report_id.is_(None))


async def open_sums(
    session: AsyncSession, entry: type[Purchase] | type[Refund], store_id: UUID
) -> Sums:
    """What no Z report covers yet."""
    row = (await session.execute(open_sums_query(entry, store_id))).one()
    return Sums(row[0], row[1])


async def cover(
    session: AsyncSession, entry: type[Purchase] | type[Refund], store_id: UUID, report_id: UUID
) -> Sums:
    """Put under this report what none covers yet; the sums of exactly that."""
    covered = (
        update(entry)
        .where(entry.store_id == store_id, entry.report_id.is_(None))
        .values(report_id=report_id)
        .returning(entry.total_penny)
        .cte("covered")
    )
    query = select(
        func.count(), cast(func.coalesce(func.sum(covered.c.total_penny), 0), BigInteger)
    ).select_from(covered)
    row = (await session.execute(query)).one()
    return Sums(row[0], row[1])


async def next_id_and_time(session: AsyncSession) -> tuple[UUID, dt.datetime]:
    row = (await session.execute(select(func.uuidv7(), func.clock_timestamp()))).one()
    return row[0], row[1]
