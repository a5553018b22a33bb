"""Every query for incidents and what belongs to them."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, undefer

from app.incidents.schemas import IncidentFilters
from app.models import (
    Incident,
    IncidentComment,
    IncidentKind,
    IncidentParticipant,
    IncidentSnapshot,
    IncidentState,
)

MOST_COMMENTS = 500


def filtered(filters: IncidentFilters) -> Select[Incident]:
    query = select(Incident)
    if filters.states:
        query = query.where(Incident.state.in_(filters.states))
    if filters.kinds:
        query = query.where(Incident.kind.in_(filters.kinds))
    for column, value in filters.by_column.items():
        if value is not None:
            query = query.where(getattr(Incident, column) == value)
    if filters.occurred_from is not None:
        query = query.where(Incident.occurred_at >= filters.occurred_from)
    if filters.occurred_to is not None:
        query = query.where(Incident.occurred_at < filters.occurred_to)
    return query


async def count_open(session: AsyncSession) -> int:
    """Alarms that nobody has closed."""
    query = (
        select(func.count())
        .select_from(Incident)
        .where(
            Incident.is_alarm, Incident.state.in_([IncidentState.NEW, IncidentState.ACKNOWLEDGED])
        )
    )
    return (await session.scalars(query)).one()


async def count_alarms_by_hour(
    session: AsyncSession, days: int
) -> Sequence[Row[dt.datetime, IncidentKind, int]]:
    """(hour, kind, alarms) of the last `days`; hours without any are left out."""
    hour = func.date_trunc("hour", Incident.occurred_at, "UTC").label("hour")
    query = (
        select(hour, Incident.kind, func.count())
        .where(Incident.is_alarm, Incident.occurred_at >= func.now() - dt.timedelta(days=days))
        .group_by(hour, Incident.kind)
        .order_by(hour, Incident.kind)
    )
    return (await session.execute(query)).all()


async def get_incident(session: AsyncSession, incident_id: UUID) -> Incident | None:
    return await session.get(Incident, incident_id)


async def get_incident_held(session: AsyncSession, incident_id: UUID) -> Incident | None:
    """The incident, held until the transaction ends: of two who change it, one comes second."""
    query = select(Incident).where(Incident.id == incident_id).with_for_update(key_share=True)
    return await session.scalar(query)


async def get_by_request(session: AsyncSession, robot_id: UUID, request_id: str) -> Incident | None:
    return await session.scalar(
        select(Incident).where(Incident.robot_id == robot_id, Incident.request_id == request_id)
    )


async def list_participants(
    session: AsyncSession, incident_id: UUID
) -> Sequence[IncidentParticipant]:
    query = (
        select(IncidentParticipant)
        .where(IncidentParticipant.incident_id == incident_id)
        .options(joinedload(IncidentParticipant.user), joinedload(IncidentParticipant.entry))
        .order_by(IncidentParticipant.confidence.desc(), IncidentParticipant.id)
    )
    return list(await session.scalars(query))


async def list_comments(session: AsyncSession, incident_id: UUID) -> Sequence[IncidentComment]:
    query = (
        select(IncidentComment)
        .where(IncidentComment.incident_id == incident_id)
        .order_by(IncidentComment.id)
        .limit(MOST_COMMENTS)
    )
    return list(await session.scalars(query))


async def get_snapshot(session: AsyncSession, incident_id: UUID) -> IncidentSnapshot | None:
    """With its bytes, while it may be kept: the sweep that deletes it may come a little later."""
    return await session.scalar(
        select(IncidentSnapshot)
        .where(
            IncidentSnapshot.incident_id == incident_id,
            IncidentSnapshot.delete_after > func.now(),
        )
        .options(undefer(IncidentSnapshot.sealed))
    )


async def delete_snapshot(session: AsyncSession, incident_id: UUID) -> None:
    await session.execute(
        delete(IncidentSnapshot).where(IncidentSnapshot.incident_id == incident_id)
    )


async def delete_old_snapshots(session: AsyncSession) -> int:
    """How many had outlived their time."""
    gone = await session.execute(
        delete(IncidentSnapshot)
        .where(IncidentSnapshot.delete_after <= func.now())
        .returning(IncidentSnapshot.id)
    )
    return len(gone.all())
