from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from base_api import PassengerDep
from fastapi import Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from service_kit.callers import StillSignedInDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.languages import LanguagesDep
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.redis_async.streams import EventStreamsDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.errors import (
    ItemArchived,
    ItemNotFound,
    OutOfStock,
    PurchaseNotFound,
    ReservationNotFound,
    ReservationNotLive,
    StoreNotFound,
)
from app.fields import LastEventId
from app.items import service as items
from app.items.schemas import CategoryRead, ItemFilters, ItemShown
from app.passengers import service
from app.passengers.schemas import PassengerPurchaseCreate, PassengerStore
from app.purchases import service as purchases
from app.purchases.dependencies import RepeatKeyDep
from app.purchases.errors import EmptyPurchase, PriceChanged, ReservationDiffers
from app.purchases.schemas import OwnPurchase, PurchaseRead
from app.railway.errors import SeatNotFound, SeveralSeats, StoreNotOnTrain
from app.railway.service import RailwayDep
from app.reservations import service as reservations
from app.reservations.errors import ReservationTooLarge, TooManyReservations
from app.reservations.schemas import ReservationCreate, ReservationRead
from app.tasks.events import stream_of_purchase

router = feature_router("/passenger", tag="passengers")
_ITEM_REFUSALS = (ItemNotFound, ItemArchived, OutOfStock, EmptyPurchase, StoreNotFound)
_ON_TRIP = (StoreNotOnTrain, PeerUnavailable)


@router.get("/stores", summary="List the stores on my runs", responses=problems(PeerUnavailable))
async def list_passenger_stores(
    passenger: PassengerDep, railway: RailwayDep, session: SessionDep, languages: LanguagesDep
) -> list[PassengerStore]:
    """Open ones, on the runs of the own tickets that are good now; the next run first."""
    return await service.list_stores(session, railway, passenger.id, languages)


@router.get(
    "/store/{store_id}/items",
    summary="List the items of a store on my run",
    responses=problems(StoreNotFound, *_ON_TRIP, BadCursor),
)
async def list_passenger_items(
    store_id: UUID,
    passenger: PassengerDep,
    railway: RailwayDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[ItemFilters, query_of(ItemFilters)],
    languages: LanguagesDep,
) -> Page[ItemShown]:
    """The newest first, without the archived ones."""
    await railway.require_store_on_trip(passenger.id, store_id)
    return await items.list_items_on_sale(session, store_id, page, filters, languages)


@router.get(
    "/store/{store_id}/categories",
    summary="List the categories of a store on my run",
    responses=problems(StoreNotFound, *_ON_TRIP),
)
async def list_passenger_categories(
    store_id: UUID,
    passenger: PassengerDep,
    railway: RailwayDep,
    session: SessionDep,
    languages: LanguagesDep,
) -> list[CategoryRead]:
    """Of the items on sale, with how many there are in each."""
    await railway.require_store_on_trip(passenger.id, store_id)
    return await items.list_categories_on_sale(session, store_id, languages)


@router.post(
    "/reservation",
    status_code=201,
    summary="Keep my basket",
    responses=problems(
        *_ITEM_REFUSALS, *_ON_TRIP, TooManyReservations, ReservationTooLarge, IdempotencyConflict
    ),
)
async def create_passenger_reservation(
    body: ReservationCreate,
    passenger: PassengerDep,
    session: SessionDep,
    railway: RailwayDep,
    idempotency: IdempotencyDep,
) -> ReservationRead:
    """All of it is kept until `expires_at`, or nothing. Buy it with its id as `reservation_id`."""

    async def work() -> ReservationRead:
        await railway.require_store_on_trip(passenger.id, body.store_id)
        return await reservations.reserve(session, passenger, body)

    return await idempotency.once(ReservationRead, work)


@router.get(
    "/reservation/{reservation_id}",
    summary="Show my basket",
    responses=problems(ReservationNotFound),
)
async def get_passenger_reservation(
    reservation_id: UUID, passenger: PassengerDep, session: SessionDep
) -> ReservationRead:
    """An own one."""
    return await reservations.require_reservation(session, passenger, reservation_id)


@router.delete(
    "/reservation/{reservation_id}",
    summary="Keep my basket no longer",
    responses=problems(ReservationNotFound, ReservationNotLive),
)
async def delete_passenger_reservation(
    reservation_id: UUID, passenger: PassengerDep, session: SessionDep
) -> Ok:
    """Twice is once; a basket that was bought cannot be given back here."""
    await reservations.release(session, passenger, reservation_id)
    return OK


@router.post(
    "/purchase",
    status_code=201,
    summary="Buy something to be brought to my seat",
    responses=problems(
        *_ITEM_REFUSALS,
        *_ON_TRIP,
        PriceChanged,
        SeatNotFound,
        SeveralSeats,
        ReservationNotFound,
        ReservationNotLive,
        ReservationDiffers,
        IdempotencyConflict,
    ),
)
async def create_passenger_purchase(
    body: PassengerPurchaseCreate,
    passenger: PassengerDep,
    repeat_key: RepeatKeyDep,
    database: DatabaseDep,
    railway: RailwayDep,
) -> PurchaseRead:
    """All items or none, from a store on the run of an own ticket. Send an Idempotency-Key."""
    order = service.order_of(body, passenger, repeat_key)
    return await purchases.sell(database, railway, order)


@router.get("/purchases", summary="List what I bought", responses=problems(BadCursor))
async def list_passenger_purchases(
    passenger: PassengerDep, session: SessionDep, page: PageDep, languages: LanguagesDep
) -> Page[OwnPurchase]:
    """The newest first, wherever it was sold; with names in a wanted language."""
    return await service.list_purchases(session, passenger.id, page, languages)


@router.get(
    "/purchase/{purchase_id}", summary="Show what I bought", responses=problems(PurchaseNotFound)
)
async def get_passenger_purchase(
    purchase_id: UUID, passenger: PassengerDep, session: SessionDep, languages: LanguagesDep
) -> OwnPurchase:
    """An own one, wherever it was sold; with names in a wanted language."""
    return await service.require_purchase(session, passenger.id, purchase_id, languages)


async def _own_purchase(purchase_id: UUID, passenger: PassengerDep, database: DatabaseDep) -> UUID:
    # In a session of its own: a stream must not keep a connection for as long as it lasts.
    async with database.session() as session:
        await purchases.require_purchase_of_user(session, passenger.id, purchase_id)
    return purchase_id


@router.get(
    "/purchase/{purchase_id}/stream",
    summary="Follow what I bought",
    response_class=EventSourceResponse,
    responses=problems(PurchaseNotFound),
)
async def stream_passenger_purchase(
    own_purchase: Annotated[UUID, Depends(_own_purchase)],
    streams: EventStreamsDep,
    is_signed_in: StillSignedInDep,
    last_event_id: LastEventId = None,
) -> AsyncIterator[ServerSentEvent]:
    """Events `purchase.changed`: `{"event_id", "state"}`, as in `GET /passenger/purchase/{id}`.

    The first event is `ready`; load the purchase after it and miss nothing. It is `reset` when
    what came after Last-Event-ID is no longer known: load the purchase again.
    """
    stream = stream_of_purchase(own_purchase)
    async for event in streams.follow(stream, last_event_id, is_signed_in):
        yield event
