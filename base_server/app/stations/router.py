from typing import Annotated

from base_api import AdminDep
from fastapi import Path, Query, Response
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.paging import Page
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok

from app.fields import SearchText
from app.stations import service
from app.stations.dependencies import StationPageDep
from app.stations.errors import StationNotFound
from app.stations.schemas import MAXIMUM_IDS, AnyStationId, StationRead, StationWrite

router = feature_router("/stations", tag="stations")
admin_router = feature_router("/admin", tag="stations")

StationIdPath = Annotated[AnyStationId, Path()]
StationIdsQuery = Annotated[
    list[AnyStationId],
    Query(alias="id", min_length=1, max_length=MAXIMUM_IDS, description="Of these stations."),
]
SearchQuery = Annotated[
    SearchText | None,
    Query(description="Is in the id or in a name, whatever its case and accents."),
]
# Names hardly ever change, and everybody may see the same ones.
_FIVE_MINUTES = "public, max-age=300"


@router.get("", summary="What stations are called", dependencies=[PUBLIC])
async def list_station_names(
    station_ids: StationIdsQuery, session: SessionDep, response: Response
) -> list[StationRead]:
    """In every language that is known. Show an id that is missing here as it is."""
    response.headers["Cache-Control"] = _FIVE_MINUTES
    return await service.list_named(session, station_ids)


@admin_router.get("/stations", summary="List names of stations")
async def list_stations(
    _: AdminDep, session: SessionDep, page: StationPageDep, search: SearchQuery = None
) -> Page[StationRead]:
    """The newest first unless sorted."""
    return await service.list_all(session, page, search)


@admin_router.put("/station/{station_id:path}", summary="Name a station")
async def name_station(
    station_id: StationIdPath, body: StationWrite, _: AdminDep, session: SessionDep
) -> StationRead:
    """By the id that tickets carry. Replaces the names that it had."""
    return await service.name_station(session, station_id, body)


@admin_router.delete(
    "/station/{station_id:path}",
    summary="Forget a station's names",
    responses=problems(StationNotFound),
)
async def delete_station(station_id: StationIdPath, _: AdminDep, session: SessionDep) -> Ok:
    """It is shown by its id from now on. Tickets stay as they are."""
    await service.delete_station(session, station_id)
    return OK
