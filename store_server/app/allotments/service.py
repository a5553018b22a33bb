"""Giving pieces to robots, and taking back what is left."""

from uuid import UUID

from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.allotments import repository
from app.allotments.errors import AgeLimited, NotAllotted, RobotSaleNotFound
from app.allotments.schemas import (
    AllotmentCreate,
    AllotmentRead,
    AllotmentReturn,
    AllottedItem,
    RobotSaleFilters,
    RobotSaleRead,
)
from app.models import (
    Allotment,
    AllotmentMovement,
    AllotmentReason,
    MovementReason,
    RobotSale,
    StoreItem,
)
from app.stock import service as stock


async def allot(
    session: AsyncSession, store_id: UUID, item_id: UUID, body: AllotmentCreate, made_by: str
) -> AllotmentRead:
    """Move pieces that are kept for nobody from the store to a robot."""
    item = await stock.hold_item(session, store_id, item_id)
    if item.age_limit is not None:
        raise AgeLimited(age_limit=item.age_limit)
    await stock.require_free(session, item, body.count)
    return await _transfer(session, item, body.robot_id, body.count, made_by)


async def take_back(
    session: AsyncSession, store_id: UUID, item_id: UUID, body: AllotmentReturn, made_by: str
) -> AllotmentRead:
    """Move pieces from a robot back to the store, also of an item that was archived meanwhile."""
    item = await stock.hold_any_item(session, store_id, item_id)
    held = await repository.hold_allotment(session, item, body.robot_id)
    count = held.balance if body.count is None else body.count
    if count > held.balance:
        raise NotAllotted(left=held.balance)
    if count == 0:
        return AllotmentRead.of(held)
    return await _transfer(session, item, body.robot_id, -count, made_by)


async def _transfer(
    session: AsyncSession, item: StoreItem, robot_id: UUID, count: int, made_by: str
) -> AllotmentRead:
    """Both ledgers at once; a negative count goes back to the store."""
    allotment = await repository.hold_allotment(session, item, robot_id)
    move(session, allotment, count, AllotmentReason.TRANSFER, made_by)
    await stock.move(
        session,
        item,
        -count,
        MovementReason.TRANSFER,
        made_by,
        allotment_id=allotment.id,
    )
    return AllotmentRead.of(allotment)


def move(
    session: AsyncSession,
    allotment: Allotment,
    delta: int,
    reason: AllotmentReason,
    made_by: str,
    *,
    purchase_id: UUID | None = None,
) -> None:
    """Write a movement of a held allotment."""
    allotment.balance += delta
    session.add(
        AllotmentMovement(
            allotment_id=allotment.id,
            delta=delta,
            reason=reason,
            balance=allotment.balance,
            purchase_id=purchase_id,
            made_by=made_by,
        )
    )


async def list_allotments(
    session: AsyncSession, store_id: UUID, robot_id: UUID | None, page: PageQuery
) -> Page[AllotmentRead]:
    query = repository.of_store(store_id, robot_id)
    return await paginate(session, query, Allotment, page, AllotmentRead.of)


async def list_of_robot(session: AsyncSession, robot_id: UUID) -> list[AllottedItem]:
    return [AllottedItem.of(one) for one in await repository.list_of_robot(session, robot_id)]


async def list_sales(
    session: AsyncSession, store_id: UUID | None, page: PageQuery, filters: RobotSaleFilters
) -> Page[RobotSaleRead]:
    """Of one store, or of all."""
    query = repository.sales(store_id, filters.result, is_settled=filters.is_settled)
    return await paginate(session, query, RobotSale, page, RobotSaleRead.of)


async def settle(
    session: AsyncSession, store_id: UUID, sale_id: UUID, note: str, settled_by: str
) -> RobotSaleRead:
    """Settled twice is settled with the newer note."""
    sale = await repository.hold_refused_sale(session, store_id, sale_id)
    if sale is None:
        raise RobotSaleNotFound
    sale.settled_at, sale.settled_by, sale.note = func.now(), settled_by, note
    await session.flush()
    await session.refresh(sale)
    return RobotSaleRead.of(sale)
