"""Every query for reservations, but the one that uses them up (see `app.purchases.hot_path`).

Items are held before the reservation, in the order of their ids, as in a sale.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from service_kit.database.locks import hold
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Reservation, StoreItem


async def take_turn(session: AsyncSession, holder: str) -> None:
    """One reservation of a holder at a time: two at once would both be the last that is allowed."""
    await session.execute(hold("reservations", holder))


async def count_live(session: AsyncSession, holder: str) -> int:
    query = select(func.count()).where(
        Reservation.holder == holder,
        Reservation.expires_at > func.now(),
        Reservation.purchase_id.is_(None),
        Reservation.released_at.is_(None),
    )
    return await session.scalar(query) or 0


async def hold_items(
    session: AsyncSession, store_id: UUID, ids: Collection[UUID]
) -> list[StoreItem]:
    """Those of the store that there are, which nobody else changes until the transaction ends."""
    query = (
        select(StoreItem)
        .where(StoreItem.store_id == store_id, StoreItem.id.in_(ids))
        .order_by(StoreItem.id)
        .with_for_update(key_share=True)
    )
    return list(await session.scalars(query))


async def get_now(session: AsyncSession) -> dt.datetime:
    now: dt.datetime = (await session.execute(select(func.now()))).scalar_one()
    return now


async def get_of_holder(
    session: AsyncSession, holder: str, reservation_id: UUID, *, is_held: bool = False
) -> Reservation | None:
    query = select(Reservation).where(
        Reservation.id == reservation_id, Reservation.holder == holder
    )
    if is_held:
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


_FORGET_HOLDS = text("""
WITH stale AS (
    SELECT id FROM store_items AS item
    WHERE holds <> '{}'::jsonb AND NOT EXISTS (
        SELECT FROM jsonb_each(item.holds) AS hold
        WHERE (hold.value ->> 1)::float8 > extract(epoch FROM now())
    )
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE store_items AS item SET holds = '{}'::jsonb FROM stale WHERE item.id = stale.id
""")
_FORGET_RESERVATIONS = text("""
DELETE FROM reservations
WHERE expires_at < now() - make_interval(days => :days) AND purchase_id IS NULL
RETURNING id
""")


async def tidy(session: AsyncSession, *, remembered_days: int) -> int:
    """Forget holds that have expired, and old reservations that were never used."""
    await session.execute(_FORGET_HOLDS)
    gone = await session.execute(_FORGET_RESERVATIONS, {"days": remembered_days})
    return len(gone.all())
