"""Selling, and reading what was sold."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from service_kit.callers import Caller
from service_kit.database import Database
from service_kit.errors import Unavailable
from service_kit.idempotency import IdempotencyConflict
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import PurchaseNotFound, ReservationNotFound, ReservationNotLive, StoreNotFound
from app.lines import PurchaseItemRead
from app.models import Purchase, ReservationState, TaskState
from app.purchases import hot_path, repository
from app.purchases.errors import ReservationDiffers
from app.purchases.hot_path import Counter, EarlierAnswer, Receipt
from app.purchases.orders import Order
from app.purchases.rules import Line, age_limit_of, settle, total_penny
from app.purchases.schemas import OwnPurchase, PurchaseRead, PurchaseShown
from app.railway.service import Railway
from app.tasks.events import PURCHASE_CREATED, payload_of
from app.tasks.rules import first_state, seat_in
from app.tasks.schemas import TaskItem, TaskRead
from app.terminal import caller_name

# Each further one means that a price or the last pieces changed within the same millisecond.
ATTEMPTS = 5


async def sell(database: Database, railway: Railway, order: Order) -> PurchaseRead:
    """Sell all of an order, or raise why nothing was sold."""
    for _ in range(ATTEMPTS):
        counter = await hot_path.look(database, order)
        if counter is not None and counter.earlier is not None:
            return _repeat(order, counter.earlier)
        order = await _allowed(railway, order)
        if counter is None or not counter.is_open:
            raise StoreNotFound
        _require_basket(order, counter)
        lines = settle(order.wanted, counter.shelf)
        purchase = _purchase(order, counter, lines)
        if await hot_path.write(database, order, _receipt(order, counter, lines, purchase)):
            return purchase
    raise Unavailable("This store's stock changes too quickly. Try again.")


def _repeat(order: Order, earlier: EarlierAnswer) -> PurchaseRead:
    if order.repeat_key is None or earlier.fingerprint != order.repeat_key.fingerprint:
        raise IdempotencyConflict
    return PurchaseRead.model_validate(earlier.answer)


async def _allowed(railway: Railway, order: Order) -> Order:
    """The order, with the passenger's seat when there is one; or why it is not allowed."""
    if order.seat is not None and order.user_id is not None:
        trip = await railway.require_seat(order.user_id, order.store_id, order.seat)
        where = trip.model_dump(mode="json", exclude={"store_ids"})
        return replace(order, additional_data={**(order.additional_data or {}), **where})
    if order.robot_id is not None:
        await railway.require_store_on_train(order.robot_id, order.store_id, user_id=order.user_id)
    elif order.user_id is not None:
        await railway.require_user(order.user_id)
    return order


def _require_basket(order: Order, counter: Counter) -> None:
    """Raise unless the reservation of the order, if it has one, may be used for it."""
    if order.reservation_id is None:
        return
    if counter.basket is None:
        raise ReservationNotFound
    if counter.basket.state is not ReservationState.LIVE:
        raise ReservationNotLive(state=counter.basket.state)
    missing = counter.basket.items - {one.item_id for one in order.wanted}
    if missing:
        raise ReservationDiffers(items=[{"item_id": str(item_id)} for item_id in sorted(missing)])


def _purchase(order: Order, counter: Counter, lines: list[Line]) -> PurchaseRead:
    return PurchaseRead(
        id=counter.purchase_id,
        store_id=order.store_id,
        user_id=order.user_id,
        items=[
            PurchaseItemRead(
                item_id=line.item_id,
                name=line.name,
                count=line.count,
                price_penny=line.price_penny,
            )
            for line in lines
        ],
        date=counter.date,
        total_penny=total_penny(lines),
    )


def _receipt(order: Order, counter: Counter, lines: list[Line], purchase: PurchaseRead) -> Receipt:
    state = first_state(is_default_ready=order.is_default_ready)
    task = _task(order, counter, lines, state)
    sold = purchase.model_dump(mode="json")
    return Receipt(
        counter=counter,
        lines=lines,
        total_penny=purchase.total_penny,
        task=task,
        topic=PURCHASE_CREATED,
        event={"purchase": sold, **payload_of(task)},
        answer=sold if order.repeat_key else None,
    )


def _task(order: Order, counter: Counter, lines: list[Line], state: TaskState) -> TaskRead:
    is_ready = state is TaskState.READY
    seat = seat_in(order.additional_data)
    return TaskRead(
        id=counter.task_id,
        store_id=order.store_id,
        purchase_id=counter.purchase_id,
        user_id=order.user_id,
        state=state,
        is_ready=is_ready,
        items=[TaskItem(item_id=line.item_id, name=line.name, count=line.count) for line in lines],
        additional_data=order.additional_data,
        wagon_number=seat.wagon_number,
        place_number=seat.place_number,
        created_at=counter.date,
        promised_at=counter.date + timedelta(minutes=counter.preparation_minutes),
        is_late=False,
        taken_at=None,
        taken_by=None,
        ready_at=counter.date if is_ready else None,
        ready_by=None,
        handed_over_at=None,
        handed_over_by=None,
        cancelled_at=None,
        cancelled_by=None,
        age_limit=None if order.is_attended else age_limit_of(lines, counter.shelf),
        age_confirmed_at=None,
    )


async def list_purchases(
    session: AsyncSession, store_id: UUID, page: PageQuery
) -> Page[PurchaseShown]:
    return await paginate(session, repository.of_store(store_id), Purchase, page, PurchaseShown.of)


async def require_purchase_of_store(
    session: AsyncSession, store_id: UUID, purchase_id: UUID
) -> PurchaseShown:
    purchase = await repository.get_of_store(session, store_id, purchase_id)
    if purchase is None:
        raise PurchaseNotFound
    return PurchaseShown.of(purchase)


async def require_purchase_of_seller(
    session: AsyncSession, seller: Caller, purchase_id: UUID
) -> PurchaseShown:
    """A purchase that this caller made; those of others are not there."""
    purchase = await repository.get_of_seller(session, caller_name(seller), purchase_id)
    if purchase is None:
        raise PurchaseNotFound
    return PurchaseShown.of(purchase)


async def list_purchases_of_user(
    session: AsyncSession, user_id: UUID, page: PageQuery
) -> Page[OwnPurchase]:
    return await paginate(session, repository.of_user(user_id), Purchase, page, OwnPurchase.of)


async def require_purchase_of_user(
    session: AsyncSession, user_id: UUID, purchase_id: UUID
) -> OwnPurchase:
    """A purchase of this user, whoever sold it; those of others are not there."""
    purchase = await repository.get_of_user(session, user_id, purchase_id)
    if purchase is None:
        raise PurchaseNotFound
    return OwnPurchase.of(purchase)


async def list_of_user(
    session: AsyncSession, user_id: UUID, after: UUID | None, limit: int
) -> list[PurchaseShown]:
    """Everything that a user bought anywhere, the earliest first, from behind `after`."""
    found = await repository.list_of_user(session, user_id, after, limit)
    return [PurchaseShown.of(purchase) for purchase in found]
