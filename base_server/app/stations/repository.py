"""Every query for names of stations."""

from collections.abc import Collection

from service_kit.paging import contains, contains_anywhere
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Station


def all_stations() -> Select[Station]:
    return select(Station)


def is_called(part: str) -> ColumnElement[bool]:
    """Whether this is in the station's id, or in one of its names."""
    return or_(
        contains(Station.station_id_key, part), contains_anywhere(Station.names, "$.*", part)
    )


async def list_stations(session: AsyncSession, station_ids: Collection[str]) -> list[Station]:
    query = select(Station).where(Station.station_id.in_(station_ids))
    return list(await session.scalars(query.order_by(Station.station_id)))


async def lock_station(session: AsyncSession, station_id: str) -> Station | None:
    query = select(Station).where(Station.station_id == station_id).with_for_update()
    return await session.scalar(query)
