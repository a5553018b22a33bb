from typing import Annotated
from uuid import UUID

from base_api import AdminDep, RobotDep, SecurityDep
from fastapi import Query, Response
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of

from app.incidents import service
from app.incidents.dependencies import SnapshotSettingsDep
from app.incidents.errors import (
    CameraOff,
    IncidentNotFound,
    IncidentStateConflict,
    SnapshotGone,
    SnapshotNotAnImage,
    SnapshotTooLarge,
    SnapshotUnreadable,
)
from app.incidents.reporting import report_incident as report
from app.incidents.schemas import (
    CommentCreate,
    CommentRead,
    FalseAlarm,
    IncidentDetail,
    IncidentFigures,
    IncidentFilters,
    IncidentRead,
    IncidentReport,
    Resolution,
)
from app.models import IncidentState
from app.robots.errors import RobotNotFound
from app.users.dependencies import FaceApiDep
from app.users.router import PICTURE_BODY_BYTES

robot_router = feature_router("/robot", tag="incidents")
router = feature_router("/monitoring", tag="incidents")
admin_router = feature_router("/admin", tag="incidents")
_changes = problems(IncidentNotFound, IncidentStateConflict)


@robot_router.post(
    "/incident",
    status_code=201,
    summary="Report an incident",
    responses=problems(
        RobotNotFound, CameraOff, IdempotencyConflict, SnapshotNotAnImage, SnapshotTooLarge
    ),
    max_body_size=PICTURE_BODY_BYTES,
)
async def report_incident(
    body: IncidentReport,
    robot: RobotDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
    settings: SnapshotSettingsDep,
) -> IncidentRead:
    """The alert is out before the faces are compared. Under the camera's threshold it is a note
    only: `is_alarm` is false, and neither faces nor snapshot are used."""
    return await report(database, face_api, settings, robot.id, body)


@admin_router.get("/incidents/figures", summary="Count incidents")
async def count_incidents(
    _: AdminDep, session: SessionDep, days: Annotated[int, Query(ge=1, le=92)] = 14
) -> IncidentFigures:
    """How many alarms are open, and how many there were in each hour (UTC) of these days."""
    return await service.count_incidents(session, days)


@router.get("/incidents", summary="List incidents")
async def list_incidents(
    _: SecurityDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[IncidentFilters, query_of(IncidentFilters)],
) -> Page[IncidentRead]:
    """The newest first; those under their threshold too, unless `is_alarm` is asked for."""
    return await service.list_incidents(session, page, filters)


@router.get(
    "/incident/{incident_id}", summary="Show an incident", responses=problems(IncidentNotFound)
)
async def get_incident(incident_id: UUID, _: SecurityDep, session: SessionDep) -> IncidentDetail:
    """With the people that were recognised, their seats, and the comments."""
    return await service.require_detail(session, incident_id)


@router.get(
    "/incident/{incident_id}/snapshot",
    summary="See the picture of an incident",
    response_class=Response,
    responses=problems(IncidentNotFound, SnapshotGone, SnapshotUnreadable)
    | {200: {"content": {"image/jpeg": {}, "image/png": {}, "image/webp": {}}}},
)
async def get_incident_snapshot(
    incident_id: UUID, _: SecurityDep, session: SessionDep, settings: SnapshotSettingsDep
) -> Response:
    """As the robot sent it. Each viewing is put on record."""
    picture = await service.open_snapshot(session, settings, incident_id)
    return Response(picture.content, media_type=picture.media_type)


@router.post(
    "/incident/{incident_id}/acknowledge", summary="Acknowledge an incident", responses=_changes
)
async def acknowledge_incident(
    incident_id: UUID, engineer: SecurityDep, session: SessionDep
) -> IncidentRead:
    """I see to it. Whoever comes second gets a conflict that names the first."""
    return await service.acknowledge(session, incident_id, engineer)


@router.post("/incident/{incident_id}/resolve", summary="Resolve an incident", responses=_changes)
async def resolve_incident(
    incident_id: UUID, body: Resolution, engineer: SecurityDep, session: SessionDep
) -> IncidentRead:
    """It was real and is over. It must have been acknowledged, by anybody."""
    return await service.close(session, incident_id, engineer, IncidentState.RESOLVED, body.reason)


@router.post(
    "/incident/{incident_id}/false_alarm", summary="Mark as a false alarm", responses=_changes
)
async def mark_false_alarm(
    incident_id: UUID, body: FalseAlarm, engineer: SecurityDep, session: SessionDep
) -> IncidentRead:
    """The picture is deleted at once."""
    return await service.close(
        session, incident_id, engineer, IncidentState.FALSE_ALARM, body.reason
    )


@router.post(
    "/incident/{incident_id}/comment",
    status_code=201,
    summary="Comment on an incident",
    responses=problems(IncidentNotFound, IdempotencyConflict),
)
async def create_incident_comment(
    incident_id: UUID,
    body: CommentCreate,
    engineer: SecurityDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> CommentRead:
    """For colleagues; also after the incident is closed."""
    return await idempotency.once(
        CommentRead, lambda: service.add_comment(session, incident_id, engineer, body.text)
    )
