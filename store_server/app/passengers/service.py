"""What belongs to the passenger's own trips."""

from uuid import UUID

from service_kit.callers import Caller
from service_kit.paging import Page, PageQuery
from sqlalchemy.ext.asyncio import AsyncSession

from app.items import service as items
from app.passengers.schemas import PassengerPurchaseCreate, PassengerStore
from app.purchases import service as purchases
from app.purchases.orders import Order, RepeatKey
from app.purchases.rules import Wanted, merge
from app.purchases.schemas import OwnPurchase
from app.railway.service import Railway
from app.stores.service import list_open_stores, translate
from app.stores.service import names_in_language as names_of_stores
from app.terminal import caller_name


async def list_stores(
    session: AsyncSession, railway: Railway, passenger_id: UUID, languages: list[str]
) -> list[PassengerStore]:
    """The open stores on the runs of the passenger's tickets, each once, the next run first."""
    trips = await railway.list_trips(passenger_id)
    first = {store_id: trip for trip in reversed(trips) for store_id in trip.store_ids}
    stores = {store.id: store for store in await list_open_stores(session, first)}
    return [
        PassengerStore.of(store, translate(store, languages), trip)
        for trip in trips
        for store_id in trip.store_ids
        if (store := stores.get(store_id)) is not None and first[store_id] is trip
    ]


async def list_purchases(
    session: AsyncSession, passenger_id: UUID, page: PageQuery, languages: list[str]
) -> Page[OwnPurchase]:
    found = await purchases.list_purchases_of_user(session, passenger_id, page)
    await _translate(session, found.items, languages)
    return found


async def require_purchase(
    session: AsyncSession, passenger_id: UUID, purchase_id: UUID, languages: list[str]
) -> OwnPurchase:
    purchase = await purchases.require_purchase_of_user(session, passenger_id, purchase_id)
    await _translate(session, [purchase], languages)
    return purchase


async def _translate(session: AsyncSession, shown: list[OwnPurchase], languages: list[str]) -> None:
    """Name what was bought as the menu does; what is not translated keeps the name of the sale."""
    lines = [line for purchase in shown for line in purchase.items]
    names = await items.names_in_language(session, {line.item_id for line in lines}, languages)
    for line in lines:
        line.name = names.get(line.item_id, line.name)
    sellers = await names_of_stores(session, {one.store_id for one in shown}, languages)
    for purchase in shown:
        purchase.store_name = sellers.get(purchase.store_id, purchase.store_name)


def order_of(
    body: PassengerPurchaseCreate, passenger: Caller, repeat_key: RepeatKey | None
) -> Order:
    return Order(
        store_id=body.store_id,
        user_id=passenger.id,
        wanted=merge(_wanted(body)),
        is_default_ready=False,
        additional_data=body.additional_data,
        seller=caller_name(passenger),
        robot_id=None,
        repeat_key=repeat_key,
        reservation_id=body.reservation_id,
        seat=body.wish(),
    )


def _wanted(body: PassengerPurchaseCreate) -> list[Wanted]:
    return [one.wanted() for one in body.items]
