"""What the security makes of incidents."""

from collections.abc import Callable
from uuid import UUID

from service_kit.audit import record
from service_kit.callers import Caller
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import SnapshotSettings
from app.incidents import repository
from app.incidents.errors import IncidentNotFound, IncidentStateConflict, SnapshotGone
from app.incidents.events import tell_changed
from app.incidents.rules import Step, is_allowed, is_repeated
from app.incidents.schemas import (
    AlarmsOfHour,
    CommentRead,
    IncidentDetail,
    IncidentFigures,
    IncidentFilters,
    IncidentRead,
    ParticipantKind,
    ParticipantRead,
    Person,
    Seat,
)
from app.incidents.snapshots import Picture, SnapshotVault
from app.models import Incident, IncidentComment, IncidentParticipant, IncidentState


async def list_incidents(
    session: AsyncSession, page: PageQuery, filters: IncidentFilters
) -> Page[IncidentRead]:
    return await paginate(session, repository.filtered(filters), Incident, page, IncidentRead.of)


async def count_incidents(session: AsyncSession, days: int) -> IncidentFigures:
    """Figures only: who administers the platform need not be of the security."""
    hours = await repository.count_alarms_by_hour(session, days)
    return IncidentFigures(
        open=await repository.count_open(session),
        hours=[AlarmsOfHour(hour=hour, kind=kind, count=count) for hour, kind, count in hours],
    )


async def require_incident(session: AsyncSession, incident_id: UUID) -> Incident:
    return _found(await repository.get_incident(session, incident_id))


async def require_detail(session: AsyncSession, incident_id: UUID) -> IncidentDetail:
    incident = await require_incident(session, incident_id)
    participants = await repository.list_participants(session, incident_id)
    comments = await repository.list_comments(session, incident_id)
    return IncidentDetail(
        **IncidentRead.of(incident).model_dump(),
        participants=[_participant(one) for one in participants],
        comments=[_comment(one) for one in comments],
    )


async def acknowledge(session: AsyncSession, incident_id: UUID, caller: Caller) -> IncidentRead:
    """Somebody sees to it. Of two at once the second is told who was first."""
    step = Step(IncidentState.ACKNOWLEDGED, caller.id)

    def enter(incident: Incident) -> None:
        incident.acknowledged_by_id, incident.acknowledged_by = caller.id, caller.name
        incident.acknowledged_at = func.now()

    return await _take(session, incident_id, step, enter)


async def close(
    session: AsyncSession,
    incident_id: UUID,
    caller: Caller,
    state: IncidentState,
    reason: str | None,
) -> IncidentRead:
    """Resolved, or a false alarm: then the picture is deleted at once."""
    step = Step(state, caller.id, reason)

    def enter(incident: Incident) -> None:
        incident.closed_by_id, incident.closed_by = caller.id, caller.name
        incident.closed_at, incident.closing_reason = func.now(), reason
        if state is IncidentState.FALSE_ALARM:
            incident.snapshot_until = None

    closed = await _take(session, incident_id, step, enter)
    if state is IncidentState.FALSE_ALARM:
        await repository.delete_snapshot(session, incident_id)
    return closed


async def _take(
    session: AsyncSession, incident_id: UUID, step: Step, enter: Callable[[Incident], None]
) -> IncidentRead:
    incident = _found(await repository.get_incident_held(session, incident_id))
    if is_repeated(step, _last_step(incident)):
        return IncidentRead.of(incident)
    if not is_allowed(step, incident.state):
        raise IncidentStateConflict(
            state=incident.state, by=incident.closed_by or incident.acknowledged_by
        )
    incident.state = step.state
    enter(incident)
    await session.flush()
    await session.refresh(incident)
    tell_changed(session, incident)
    return IncidentRead.of(incident)


def _last_step(incident: Incident) -> Step | None:
    engineer_id = incident.closed_by_id or incident.acknowledged_by_id
    if engineer_id is None:
        return None
    return Step(incident.state, engineer_id, incident.closing_reason)


async def add_comment(
    session: AsyncSession, incident_id: UUID, caller: Caller, text: str
) -> CommentRead:
    incident = await require_incident(session, incident_id)
    comment = IncidentComment(
        incident_id=incident_id, engineer_id=caller.id, engineer=caller.name, text=text
    )
    session.add(comment)
    await session.flush()
    await session.refresh(comment)
    tell_changed(session, incident)
    return _comment(comment)


async def open_snapshot(
    session: AsyncSession, settings: SnapshotSettings, incident_id: UUID
) -> Picture:
    """The picture, which is put on record as seen."""
    await require_incident(session, incident_id)
    snapshot = await repository.get_snapshot(session, incident_id)
    if snapshot is None:
        raise SnapshotGone
    record(session, action="incident_snapshots.viewed", subject=("incidents", incident_id))
    return SnapshotVault(settings).open(incident_id, snapshot.media_type, snapshot.sealed)


async def delete_old_snapshots(session: AsyncSession) -> int:
    return await repository.delete_old_snapshots(session)


def _found(incident: Incident | None) -> Incident:
    if incident is None:
        raise IncidentNotFound
    return incident


def _participant(one: IncidentParticipant) -> ParticipantRead:
    person = one.user or one.entry
    if person is None:
        raise AssertionError("a participant is a user or an entry")
    return ParticipantRead(
        kind=ParticipantKind.PASSENGER if one.user else ParticipantKind.WATCH_LIST,
        subject_id=person.id,
        name=person.name,
        confidence=one.confidence,
        seats=[Seat.model_validate(seat) for seat in one.seats],
    )


def _comment(comment: IncidentComment) -> CommentRead:
    return CommentRead(
        id=comment.id,
        by=Person(id=comment.engineer_id, name=comment.engineer),
        text=comment.text,
        created_at=comment.created_at,
    )
