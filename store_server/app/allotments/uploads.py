"""Taking over what a robot sold without the uplink: each sale once, and none is dropped."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from service_kit.callers import Caller
from service_kit.database import Database
from service_kit.outbox import append_event
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.allotments import repository
from app.allotments.rules import Sold, merge_sold, why_not_covered
from app.allotments.schemas import OfflineSale, SaleOutcome, SalesOutcome, UploadResult
from app.allotments.service import move
from app.models import (
    Allotment,
    AllotmentReason,
    Purchase,
    PurchaseItem,
    RobotSale,
    SaleReason,
    SaleResult,
    Task,
    TaskState,
)
from app.purchases.schemas import PurchaseRead
from app.tasks.events import PURCHASE_CREATED, payload_of
from app.tasks.rules import seat_in
from app.tasks.schemas import TaskRead
from app.terminal import caller_name


async def take_over(
    database: Database, robot: Caller, sales: Sequence[OfflineSale]
) -> SalesOutcome:
    """Each sale in a transaction of its own, in the order in which the robot made them."""
    outcomes: dict[int, SaleOutcome] = {}
    for index in sorted(range(len(sales)), key=lambda index: sales[index].sequence):
        async with database.session() as session, session.begin():
            outcomes[index] = await _take_over(session, robot, sales[index])
    return SalesOutcome(results=[outcomes[index] for index in range(len(sales))])


async def _take_over(session: AsyncSession, robot: Caller, sale: OfflineSale) -> SaleOutcome:
    await repository.take_turn(session, robot.id)
    earlier = await repository.get_sales(session, robot.id, sale.request_id)
    fingerprint = hashlib.sha256(sale.model_dump_json().encode()).digest()
    for one in earlier:
        if one.fingerprint == fingerprint:
            return _outcome(one, UploadResult.DUPLICATE)
    if earlier:
        refusal, purchase_id = SaleReason.REQUEST_ID_REUSED, None
        return await _keep(session, robot, sale, fingerprint, refusal, purchase_id)
    reason, purchase_id = await _sell(session, robot, sale)
    return await _keep(session, robot, sale, fingerprint, reason, purchase_id)


async def _keep(
    session: AsyncSession,
    robot: Caller,
    sale: OfflineSale,
    fingerprint: bytes,
    reason: SaleReason | None,
    purchase_id: UUID | None,
) -> SaleOutcome:
    kept = RobotSale(
        robot_id=robot.id,
        request_id=sale.request_id,
        fingerprint=fingerprint,
        sequence=sale.sequence,
        made_at=sale.made_at,
        store_id=sale.store_id,
        sale=sale.model_dump(mode="json"),
        result=SaleResult.ACCEPTED if reason is None else SaleResult.REFUSED,
        reason=reason,
        purchase_id=purchase_id,
    )
    session.add(kept)
    await session.flush()
    return _outcome(kept, UploadResult(kept.result))


def _outcome(sale: RobotSale, result: UploadResult) -> SaleOutcome:
    return SaleOutcome(
        request_id=sale.request_id,
        result=result,
        reason=sale.reason,
        purchase_id=sale.purchase_id,
    )


async def _sell(
    session: AsyncSession, robot: Caller, sale: OfflineSale
) -> tuple[SaleReason | None, UUID | None]:
    """Why the sale is not covered, or the purchase that it became."""
    lines = merge_sold(sale.sold())
    if lines is None:
        return SaleReason.DIFFERENT_PRICES, None
    ids = [line.item_id for line in lines]
    allotments = await repository.hold_allotments(session, robot.id, sale.store_id, ids)
    reason = why_not_covered(lines, {one.store_item_id: one.balance for one in allotments})
    if reason is not None:
        return reason, None
    return None, await _purchase(session, robot, sale, lines, allotments)


async def _purchase(
    session: AsyncSession,
    robot: Caller,
    sale: OfflineSale,
    lines: list[Sold],
    allotments: list[Allotment],
) -> UUID:
    """The purchase of a sale that the allotments cover; they are in the order of the lines."""
    seller = caller_name(robot)
    purchase = Purchase(
        store_id=sale.store_id,
        user_id=sale.user_id,
        total_penny=sum(line.count * line.price_penny for line in lines),
        seller=seller,
    )
    session.add(purchase)
    await session.flush()
    for line, allotment in zip(lines, allotments, strict=True):
        session.add(
            PurchaseItem(
                purchase_id=purchase.id,
                store_item_id=line.item_id,
                name=allotment.item.name,
                count=line.count,
                price_penny=line.price_penny,
            )
        )
        reason = AllotmentReason.SALE
        move(session, allotment, -line.count, reason, seller, purchase_id=purchase.id)
    seat = seat_in(sale.additional_data)
    # The robot has handed it over by itself.
    task = Task(
        store_id=sale.store_id,
        user_id=sale.user_id,
        purchase_id=purchase.id,
        state=TaskState.HANDED_OVER,
        handed_over_at=func.now(),
        wagon_number=seat.wagon_number,
        place_number=seat.place_number,
        additional_data={**(sale.additional_data or {}), "made_at": sale.made_at.isoformat()},
    )
    session.add(task)
    await session.flush()
    await _tell(session, purchase, task)
    return purchase.id


async def _tell(session: AsyncSession, purchase: Purchase, task: Task) -> None:
    await session.refresh(purchase, ["items", "created_at"])
    await session.refresh(task)
    await session.refresh(task, ["items"])
    sold = PurchaseRead.of(purchase).model_dump(mode="json")
    append_event(
        session,
        topic=PURCHASE_CREATED,
        key=str(purchase.id),
        payload={"purchase": sold, **payload_of(TaskRead.of(task))},
    )
