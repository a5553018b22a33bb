"""What stations are called."""

from collections.abc import Collection

from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Station
from app.stations import repository
from app.stations.errors import StationNotFound
from app.stations.schemas import StationRead, StationWrite


def to_read(station: Station) -> StationRead:
    return StationRead.model_validate(station, from_attributes=True)


async def list_named(session: AsyncSession, station_ids: Collection[str]) -> list[StationRead]:
    """Those of `station_ids` that have names."""
    return [to_read(one) for one in await repository.list_stations(session, station_ids)]


async def list_all(session: AsyncSession, page: PageQuery, part: str | None) -> Page[StationRead]:
    query = repository.all_stations()
    if part is not None:
        query = query.where(repository.is_called(part))
    return await paginate(session, query, Station, page, to_read)


def ids_called(part: str) -> Select[str]:
    """For the queries of other features: stations with this in a name."""
    return select(Station.station_id).where(repository.is_called(part))


async def name_station(session: AsyncSession, station_id: str, body: StationWrite) -> StationRead:
    """The names of a station from now on, whether it had some or not."""
    station = await repository.lock_station(session, station_id)
    if station is None:
        station = await _add(session, station_id, body)
    station.names = dict(body.names)
    await session.flush()
    return to_read(station)


async def _add(session: AsyncSession, station_id: str, body: StationWrite) -> Station:
    station = Station(station_id=station_id, names=dict(body.names))
    try:
        async with session.begin_nested():
            session.add(station)
    except IntegrityError:
        # Somebody else named it at the same moment; ours are the later names.
        named = await repository.lock_station(session, station_id)
        if named is None:
            raise
        return named
    return station


async def delete_station(session: AsyncSession, station_id: str) -> None:
    """It is shown by its id from now on."""
    station = await repository.lock_station(session, station_id)
    if station is None:
        raise StationNotFound
    await session.delete(station)
