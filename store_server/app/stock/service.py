"""Moving stock: the balance and its ledger change together, on an item that is held."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import ItemArchived, ItemNotFound, OutOfStock
from app.models import MovementReason, StockMovement, StoreItem
from app.stock import repository
from app.stock.rules import available, balance_after


async def hold_item(session: AsyncSession, store_id: UUID, item_id: UUID) -> StoreItem:
    """An item on sale, which nobody else changes until the transaction ends."""
    item = await hold_any_item(session, store_id, item_id)
    if item.archived_at is not None:
        raise ItemArchived
    return item


async def hold_any_item(session: AsyncSession, store_id: UUID, item_id: UUID) -> StoreItem:
    """The same of an item that may be archived: what comes back is counted all the same."""
    item = await repository.lock_item(session, store_id, item_id)
    if item is None:
        raise ItemNotFound
    return item


async def move(
    session: AsyncSession,
    item: StoreItem,
    delta: int,
    reason: MovementReason,
    made_by: str,
    *,
    purchase_id: UUID | None = None,
    allotment_id: UUID | None = None,
) -> StockMovement:
    """Write a movement of a held item; raises `OutOfStock` rather than go below zero."""
    item.balance = balance_after(item.id, item.balance, delta)
    movement = StockMovement(
        store_item_id=item.id,
        delta=delta,
        reason=reason,
        balance=item.balance,
        purchase_id=purchase_id,
        allotment_id=allotment_id,
        made_by=made_by,
    )
    session.add(movement)
    await session.flush()
    return movement


async def set_balance(session: AsyncSession, item: StoreItem, balance: int, made_by: str) -> None:
    """Make the balance of a held item what somebody counted."""
    if balance != item.balance:
        await move(session, item, balance - item.balance, MovementReason.COUNT, made_by)


async def require_free(session: AsyncSession, item: StoreItem, count: int) -> None:
    """Raise `OutOfStock` unless so many of a held item are kept for nobody."""
    now = await repository.get_now(session)
    free = available(item.balance, item.holds, now.timestamp())
    if free < count:
        raise OutOfStock(items=[{"item_id": str(item.id), "left": free}])
