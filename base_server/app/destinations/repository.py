"""Every query for hotels and attractions."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.destinations.names import name_in
from app.models import Attraction, Hotel

Kind = TypeVar("Kind", bound=Hotel | Attraction)

# What a robot's screen and a phone can show of one destination.
_LONGEST_LIST = 200


def at_destination(kind: type[Kind], destination_id: str | None) -> Select[Kind]:
    query = select(kind)
    return query if destination_id is None else query.where(kind.destination_id == destination_id)


async def lock_place(
    session: AsyncSession, kind: type[Hotel] | type[Attraction], place_id: UUID
) -> Hotel | Attraction | None:
    """Held, so that a second deletion finds nothing instead of failing."""
    place: Hotel | Attraction | None = await session.get(kind, place_id, with_for_update=True)
    return place


async def list_at(
    session: AsyncSession, kind: type[Kind], destination_id: str, languages: Sequence[str]
) -> list[Kind]:
    query = at_destination(kind, destination_id).order_by(name_in(kind, languages), kind.id)
    return list(await session.scalars(query.limit(_LONGEST_LIST)))
