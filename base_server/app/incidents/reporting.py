"""Taking a robot's report.

The incident is committed, and its alert on the way, before any face is looked at: neither a slow
nor an absent face_server may hold an alert back.
"""

import datetime as dt
import hashlib
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.idempotency import IdempotencyConflict
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.cameras import service as cameras
from app.cameras.schemas import thresholds_of
from app.config import SnapshotSettings
from app.incidents import repository
from app.incidents.errors import CameraOff
from app.incidents.events import tell_created
from app.incidents.matching import match_faces
from app.incidents.schemas import IncidentRead, IncidentReport
from app.incidents.snapshots import Picture, SnapshotVault, read_picture
from app.models import Camera, FaceMatching, Incident, IncidentSnapshot, Robot
from app.robots.service import require_robot_held

_TO_BE_MATCHED = (FaceMatching.PENDING, FaceMatching.UNAVAILABLE)


async def report_incident(
    database: Database,
    face_api: FaceApi,
    settings: SnapshotSettings,
    robot_id: UUID,
    report: IncidentReport,
) -> IncidentRead:
    """The incident, made now or by an earlier attempt.

    An attempt that was cut off before its faces were compared, or that found face_server away, is
    completed by the next one with the same `request_id`.
    """
    picture = None
    if report.snapshot is not None:
        picture = read_picture(report.snapshot, max_bytes=settings.max_bytes)
    async with database.session() as session, session.begin():
        incident = await _record(session, settings, robot_id, report, picture)
    if incident.face_matching in _TO_BE_MATCHED:
        incident = await match_faces(database, face_api, incident, report.faces)
    return IncidentRead.of(incident)


async def _record(
    session: AsyncSession,
    settings: SnapshotSettings,
    robot_id: UUID,
    report: IncidentReport,
    picture: Picture | None,
) -> Incident:
    # Holding the robot makes a second report with this request_id wait for the first.
    robot = await require_robot_held(session, robot_id)
    question = hashlib.sha256(report.model_dump_json().encode()).digest()
    earlier = await repository.get_by_request(session, robot_id, report.request_id)
    if earlier is not None:
        if earlier.question != question:
            raise IdempotencyConflict
        return earlier
    camera = await cameras.get_of_robot(session, robot_id, report.camera_id)
    if camera is not None and not camera.is_on:
        raise CameraOff
    incident = _new_incident(robot, camera, report, question)
    if picture is not None and incident.is_alarm:
        incident.snapshot_until = func.now() + dt.timedelta(days=settings.retention_days)
    session.add(incident)
    await session.flush()
    await session.refresh(incident)
    if picture is not None and incident.snapshot_until is not None:
        _keep_picture(session, settings, incident, picture, incident.snapshot_until)
    tell_created(session, incident)
    return incident


def _new_incident(
    robot: Robot, camera: Camera | None, report: IncidentReport, question: bytes
) -> Incident:
    """Under its threshold an incident is a mere note: no picture, no faces, no alert."""
    is_alarm = report.score >= thresholds_of(camera)[report.kind]
    has_faces = is_alarm and bool(report.faces)
    return Incident(
        **report.model_dump(exclude={"faces", "snapshot"}),
        robot_id=robot.id,
        question=question,
        is_alarm=is_alarm,
        camera_name=camera and camera.name,
        camera_place=camera and camera.place,
        train_number=robot.train_number,
        train_date=robot.train_date,
        wagon_number=robot.wagon_number,
        face_matching=FaceMatching.PENDING if has_faces else FaceMatching.NONE,
        faces_sent=len(report.faces),
    )


def _keep_picture(
    session: AsyncSession,
    settings: SnapshotSettings,
    incident: Incident,
    picture: Picture,
    until: dt.datetime,
) -> None:
    """Sealed to the id of the incident, which it has since it was flushed."""
    session.add(
        IncidentSnapshot(
            incident_id=incident.id,
            media_type=picture.media_type,
            sealed=SnapshotVault(settings).seal(incident.id, picture),
            delete_after=until,
        )
    )
