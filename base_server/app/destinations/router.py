from typing import Annotated
from uuid import UUID

from base_api import AdminDep, PassengerDep, RobotDep
from fastapi import APIRouter, Depends, Path, Query
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.languages import LanguagesDep
from service_kit.paging import Page, PageQuery
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.destinations import service
from app.destinations.dependencies import place_pages
from app.destinations.errors import PlaceNotFound
from app.destinations.schemas import Destination, PlaceCreate, PlaceRead
from app.fields import SearchText
from app.models import Attraction, Hotel

router = feature_router("/robot", tag="destinations")
passenger_router = feature_router(tag="destinations")

DestinationPath = Annotated[str, Path(max_length=256)]
DestinationQuery = Annotated[
    str | None, Query(max_length=256, description="At this destination only.")
]
SearchQuery = Annotated[
    SearchText | None,
    Query(
        description="Is in a name, or in a name of its destination, whatever its case and accents."
    ),
]


@router.get("/destination/{destination_id}", summary="What waits at a destination")
async def get_destination(
    destination_id: DestinationPath, _: RobotDep, session: SessionDep, languages: LanguagesDep
) -> Destination:
    """Hotels and attractions; empty lists for a destination that nobody has described."""
    return await service.get_destination(session, destination_id, languages)


@passenger_router.get("/destinations/{destination_id}", summary="What waits at my destination")
async def get_destination_for_passenger(
    destination_id: DestinationPath, _: PassengerDep, session: SessionDep, languages: LanguagesDep
) -> Destination:
    """Hotels and attractions; empty lists for a destination that nobody has described."""
    return await service.get_destination(session, destination_id, languages)


def _administration(kind: type[Hotel] | type[Attraction], word: str) -> APIRouter:
    """The routes of one kind of place: the same for each, under its own word."""
    places = feature_router("/admin", tag="destinations")
    unknown = problems(PlaceNotFound)
    page_query = place_pages(kind, f"{kind.__name__}Sort")

    @places.post(
        f"/{word}",
        name=f"create_{word}",
        status_code=201,
        summary=f"Add a place: {word}",
        responses=problems(IdempotencyConflict),
    )
    async def create(
        body: PlaceCreate, _: AdminDep, session: SessionDep, idempotency: IdempotencyDep
    ) -> PlaceRead:
        """At a destination."""
        return await idempotency.once(PlaceRead, lambda: service.create_place(session, kind, body))

    @places.get(f"/{word}s", name=f"list_{word}s", summary=f"List places: {word}")
    async def list_all(
        _: AdminDep,
        session: SessionDep,
        page: Annotated[PageQuery, Depends(page_query)],
        destination_id: DestinationQuery = None,
        search: SearchQuery = None,
    ) -> Page[PlaceRead]:
        """The newest first unless sorted."""
        return await service.list_places(session, kind, page, destination_id, search)

    one = f"/{word}/{{place_id}}"

    @places.get(one, name=f"get_{word}", summary=f"Show a place: {word}", responses=unknown)
    async def get(place_id: UUID, _: AdminDep, session: SessionDep) -> PlaceRead:
        """As it was described last."""
        return await service.get_place(session, kind, place_id)

    @places.put(one, name=f"update_{word}", summary=f"Change a place: {word}", responses=unknown)
    async def update(
        place_id: UUID, body: PlaceCreate, _: AdminDep, session: SessionDep
    ) -> PlaceRead:
        """What is left out is emptied, but for the translations."""
        return await service.update_place(session, kind, place_id, body)

    @places.delete(one, name=f"delete_{word}", summary=f"Delete a place: {word}", responses=unknown)
    async def delete(place_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
        """It is shown nowhere from now on."""
        await service.delete_place(session, kind, place_id)
        return OK

    return places


hotels_router = _administration(Hotel, "hotel")
attractions_router = _administration(Attraction, "attraction")
