"""Names of stations, and what waits there: hotels and attractions, whose key is the station and the
name."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from platform_client import Engineer
from platform_client.models.railway import NewPlace, Place

from app.catalogue import Place as PlaceEntry
from app.catalogue import Station
from app.progress import Count, Work


@dataclass(frozen=True)
class _Kind:
    """Hotels, or attractions."""

    list_at: Callable[[str], AsyncIterator[Place]]
    create: Callable[[NewPlace], Awaitable[Place]]


async def load_destinations(admin: Engineer, stations: list[Station], work: Work) -> Count:
    hotels = _Kind(admin.list_hotels, admin.create_hotel)
    attractions = _Kind(admin.list_attractions, admin.create_attraction)
    count = Count()
    named = {station.station_id async for station in admin.list_stations()}

    async def load(station: Station) -> None:
        if station.id not in named:
            await admin.name_station(station.id, station.names)
        await _load_places(hotels, station.id, station.hotels, count)
        await _load_places(attractions, station.id, station.attractions, count)

    await work.each("Destinations", stations, load)
    return count


async def _load_places(
    kind: _Kind, station_id: str, places: list[PlaceEntry], count: Count
) -> None:
    there = {place.name async for place in kind.list_at(station_id)}
    for place in places:
        if place.name in there:
            count.there += 1
            continue
        await kind.create(
            NewPlace(
                name=place.name,
                description=place.description,
                destination_id=station_id,
                translations=place.all_translations(),
            )
        )
        count.made += 1
