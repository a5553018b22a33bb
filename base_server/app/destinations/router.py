from typing import Annotated

from base_api import AdminDep, RobotDep
from fastapi import Path, Query
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router

from app.destinations import service
from app.destinations.schemas import Destination, PlaceCreate, PlaceRead
from app.models import Attraction, Hotel

router = feature_router("/robot", tag="destinations")
admin_router = feature_router("/admin", tag="destinations")

DestinationQuery = Annotated[
    str | None, Query(max_length=256, description="At this destination only.")
]


@router.get("/destination/{destination_id}", summary="What waits at a destination")
async def get_destination(
    destination_id: Annotated[str, Path(max_length=256)], _: RobotDep, session: SessionDep
) -> Destination:
    """Hotels and attractions; empty lists for a destination that nobody has described."""
    return await service.get_destination(session, destination_id)


@admin_router.post(
    "/hotel", status_code=201, summary="Add a hotel", responses=problems(IdempotencyConflict)
)
async def create_hotel(
    body: PlaceCreate, _: AdminDep, session: SessionDep, idempotency: IdempotencyDep
) -> PlaceRead:
    """A hotel at a destination."""
    return await idempotency.once(PlaceRead, lambda: service.create_place(session, Hotel, body))


@admin_router.get("/hotels", summary="List hotels")
async def list_hotels(
    _: AdminDep, session: SessionDep, page: PageDep, destination_id: DestinationQuery = None
) -> Page[PlaceRead]:
    """The newest first."""
    return await service.list_places(session, Hotel, page, destination_id)


@admin_router.post(
    "/attraction",
    status_code=201,
    summary="Add an attraction",
    responses=problems(IdempotencyConflict),
)
async def create_attraction(
    body: PlaceCreate, _: AdminDep, session: SessionDep, idempotency: IdempotencyDep
) -> PlaceRead:
    """An attraction at a destination."""
    return await idempotency.once(
        PlaceRead, lambda: service.create_place(session, Attraction, body)
    )


@admin_router.get("/attractions", summary="List attractions")
async def list_attractions(
    _: AdminDep, session: SessionDep, page: PageDep, destination_id: DestinationQuery = None
) -> Page[PlaceRead]:
    """The newest first."""
    return await service.list_places(session, Attraction, page, destination_id)
