"""Refunding, in one transaction: the entry, its lines, the stock and the event, or none of it."""

from collections import Counter
from uuid import UUID

from service_kit.outbox import append_event
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import PurchaseNotFound
from app.models import MovementReason, PurchaseItem, Refund, RefundItem
from app.refunds import repository
from app.refunds.rules import RefundLine, Returned, Sold, everything, settle, total_penny
from app.refunds.schemas import RefundCreate, RefundRead
from app.stock import service as stock

PURCHASE_REFUNDED = "purchase.refunded"


async def refund(
    session: AsyncSession, store_id: UUID, purchase_id: UUID, body: RefundCreate, made_by: str
) -> RefundRead:
    """Give back what `body` asks for, or raise why nothing was given back.

    The purchase is held first, so refunds of it come one after another; then the items, in the
    order of their ids as sales hold them.
    """
    if not await repository.hold_purchase(session, store_id, purchase_id):
        raise PurchaseNotFound
    bought = await repository.list_lines(session, purchase_id)
    sold = {line.store_item_id: _sold(line) for line in bought}
    lines = settle(_returned(body, sold), sold)
    await _restock(session, store_id, purchase_id, lines, made_by)
    written = _refund(store_id, purchase_id, lines, body.reason, made_by)
    session.add(written)
    _count(bought, lines)
    await session.flush()
    answer = RefundRead.of(written)
    append_event(
        session,
        topic=PURCHASE_REFUNDED,
        key=str(purchase_id),
        payload={"refund": answer.model_dump(mode="json")},
    )
    return answer


def _sold(line: PurchaseItem) -> Sold:
    return Sold(
        line.store_item_id, line.name, line.price_penny, left=line.count - line.refunded_count
    )


def _returned(body: RefundCreate, sold: dict[UUID, Sold]) -> list[Returned]:
    if body.items is None:
        return everything(sold.values(), is_restocked=body.restock)
    return [
        Returned(
            one.item_id,
            one.count,
            is_restocked=body.restock if one.restock is None else one.restock,
        )
        for one in body.items
    ]


def _refund(
    store_id: UUID, purchase_id: UUID, lines: list[RefundLine], reason: str, made_by: str
) -> Refund:
    return Refund(
        store_id=store_id,
        purchase_id=purchase_id,
        total_penny=total_penny(lines),
        reason=reason,
        made_by=made_by,
        items=[
            RefundItem(
                store_item_id=line.item_id,
                name=line.name,
                count=line.count,
                price_penny=line.price_penny,
                is_restocked=line.is_restocked,
            )
            for line in lines
        ],
    )


def _count(bought: list[PurchaseItem], lines: list[RefundLine]) -> None:
    counts: Counter[UUID] = Counter()
    for line in lines:
        counts[line.item_id] += line.count
    for one in bought:
        one.refunded_count += counts[one.store_item_id]


async def _restock(
    session: AsyncSession,
    store_id: UUID,
    purchase_id: UUID,
    lines: list[RefundLine],
    made_by: str,
) -> None:
    """Put back what can be sold again.

    All items are held before anything refers to one, those that do not go back, too: a foreign key
    takes a weaker lock that leaves the sales alone. PostgreSQL then lets these go round in circles:
    one holds the newest version of the row and queues at an older one, which another has queued at
    before it waits for the first.
    """
    held = {
        line.item_id: await stock.hold_any_item(session, store_id, line.item_id) for line in lines
    }
    for line in lines:
        if line.is_restocked:
            await stock.move(
                session,
                held[line.item_id],
                line.count,
                MovementReason.REFUND,
                made_by,
                purchase_id=purchase_id,
            )
