"""Keeping the pieces of a basket until it is bought."""

from collections.abc import Sequence
from uuid import UUID

from service_kit.callers import Caller
from service_kit.periodic import Job
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import ReservationNotFound, ReservationNotLive
from app.models import Reservation, ReservationState, StoreItem
from app.purchases.rules import OnShelf, merge, settle
from app.reservations import repository
from app.reservations.rules import LIFETIME, require_within_limits
from app.reservations.schemas import ReservationCreate, ReservationRead
from app.stock.rules import available, live_holds
from app.stores.service import require_open_store
from app.terminal import caller_name

EVERY_SECONDS = 300.0
REMEMBERED_DAYS = 7


async def reserve(
    session: AsyncSession, holder: Caller, body: ReservationCreate
) -> ReservationRead:
    """Keep all of it for the holder, or raise why nothing is kept."""
    wanted = merge(body.wanted())
    name = caller_name(holder)
    await repository.take_turn(session, name)
    require_within_limits(holder.kind, await repository.count_live(session, name), wanted)
    await require_open_store(session, body.store_id)
    ids = [one.item_id for one in wanted]
    items = await repository.hold_items(session, body.store_id, ids)
    now = await repository.get_now(session)
    lines = settle(wanted, {item.id: _on_shelf(item, now.timestamp()) for item in items})
    reservation = Reservation(
        store_id=body.store_id,
        holder=name,
        items={str(line.item_id): line.count for line in lines},
        expires_at=now + LIFETIME,
    )
    session.add(reservation)
    await session.flush()
    hold = {str(reservation.id): reservation.expires_at.timestamp()}
    for item, line in zip(items, lines, strict=True):
        kept = live_holds(item.holds, now.timestamp())
        item.holds = kept | {key: [line.count, until] for key, until in hold.items()}
    await session.flush()
    return ReservationRead.of(reservation, now)


def _on_shelf(item: StoreItem, now: float) -> OnShelf:
    return OnShelf(
        item_id=item.id,
        name=item.name,
        price_penny=item.price_penny,
        available=available(item.balance, item.holds, now),
        is_archived=item.archived_at is not None,
    )


async def require_reservation(
    session: AsyncSession, holder: Caller, reservation_id: UUID
) -> ReservationRead:
    reservation = await repository.get_of_holder(session, caller_name(holder), reservation_id)
    if reservation is None:
        raise ReservationNotFound
    return ReservationRead.of(reservation, await repository.get_now(session))


async def release(session: AsyncSession, holder: Caller, reservation_id: UUID) -> None:
    """Keep its pieces no longer; released twice is released once."""
    name = caller_name(holder)
    reservation = await repository.get_of_holder(session, name, reservation_id)
    if reservation is None:
        raise ReservationNotFound
    items = await repository.hold_items(
        session, reservation.store_id, [UUID(item_id) for item_id in reservation.items]
    )
    held = await repository.get_of_holder(session, name, reservation_id, is_held=True)
    if held is None:
        raise ReservationNotFound
    if held.purchase_id is not None:
        raise ReservationNotLive(state=ReservationState.USED)
    if held.released_at is None:
        held.released_at = await repository.get_now(session)
    _let_go(items, reservation_id)
    await session.flush()


def _let_go(items: Sequence[StoreItem], reservation_id: UUID) -> None:
    for item in items:
        item.holds = {key: hold for key, hold in item.holds.items() if key != str(reservation_id)}


async def tidy(session: AsyncSession) -> int:
    """Nothing depends on it but disk space: that a reservation is over follows from the time."""
    return await repository.tidy(session, remembered_days=REMEMBERED_DAYS)


TIDY_RESERVATIONS = Job("expired_reservations", EVERY_SECONDS, tidy)
