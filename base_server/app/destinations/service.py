"""What waits at a destination."""

from uuid import UUID

from service_kit.languages import choose
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.destinations import repository
from app.destinations.errors import PlaceNotFound
from app.destinations.names import is_called
from app.destinations.schemas import Destination, PlaceCreate, PlaceRead
from app.models import Attraction, Hotel


def to_read(place: Hotel | Attraction) -> PlaceRead:
    return PlaceRead.model_validate(place, from_attributes=True)


def _translate(place: Hotel | Attraction, languages: list[str]) -> PlaceRead:
    """In the first of the languages that there is; else as it stands for any language."""
    read = to_read(place)
    language = choose(languages, read.translations)
    return read if language is None else read.model_copy(update=dict(read.translations[language]))


async def create_place(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], body: PlaceCreate
) -> PlaceRead:
    place = kind(**body.columns())
    session.add(place)
    await session.flush()
    return to_read(place)


async def get_place(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], place_id: UUID
) -> PlaceRead:
    return to_read(await _require(session, kind, place_id))


async def update_place(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], place_id: UUID, body: PlaceCreate
) -> PlaceRead:
    place = await _require(session, kind, place_id)
    for field, value in body.columns().items():
        setattr(place, field, value)
    await session.flush()
    return to_read(place)


async def delete_place(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], place_id: UUID
) -> None:
    await session.delete(await _require(session, kind, place_id))


async def _require(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], place_id: UUID
) -> Hotel | Attraction:
    place: Hotel | Attraction | None = await repository.lock_place(session, kind, place_id)
    if place is None:
        raise PlaceNotFound
    return place


async def list_places(
    session: AsyncSession,
    kind: type[repository.Kind],
    page: PageQuery,
    destination_id: str | None,
    part: str | None,
) -> Page[PlaceRead]:
    query = repository.at_destination(kind, destination_id)
    if part is not None:
        query = query.where(is_called(kind, part))
    return await paginate(session, query, kind, page, to_read)


async def get_destination(
    session: AsyncSession, destination_id: str, languages: list[str]
) -> Destination:
    """Empty lists for a destination that nobody has described."""
    hotels = await repository.list_at(session, Hotel, destination_id, languages)
    attractions = await repository.list_at(session, Attraction, destination_id, languages)
    return Destination(
        destination_id=destination_id,
        hotels=[_translate(hotel, languages) for hotel in hotels],
        attractions=[_translate(attraction, languages) for attraction in attractions],
    )
