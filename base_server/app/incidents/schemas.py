import datetime as dt
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query
from pydantic import Field
from service_kit.schemas import Schema, UtcTime, text

from app.cameras.schemas import CameraId, Score
from app.fields import Picture, TrainDate
from app.models import FaceMatching, Incident, IncidentKind, IncidentState

MOST_FACES = 10

Reason = Annotated[str, text(500)]
CommentText = Annotated[str, text(2000)]


class IncidentReport(Schema):
    """The same `request_id` with the same report is the same incident; without one, each report is
    an incident of its own.

    `faces` are compared with the passengers of the run and with the watch-list, and not kept.
    `snapshot` is kept for the security for some weeks.
    """

    request_id: Annotated[str, text(64)] = Field(default_factory=lambda: str(uuid4()))
    kind: IncidentKind
    score: Score
    camera_id: CameraId
    occurred_at: UtcTime
    faces: Annotated[list[Picture], Field(max_length=MOST_FACES)] = Field(default=[])
    snapshot: Picture | None = None


class Person(Schema):
    """An engineer who did something."""

    id: UUID
    name: str


class CameraSeen(Schema):
    """The camera as it was then; without a name when nobody had configured it."""

    camera_id: str
    name: str | None
    place: str | None


class FacesRead(Schema):
    """`UNAVAILABLE`: face_server was away, so people may have been missed."""

    state: FaceMatching
    sent: int
    unusable: int


class IncidentRead(Schema):
    """`is_alarm` is false when the score was under the camera's threshold."""

    id: UUID
    kind: IncidentKind
    score: float
    is_alarm: bool
    state: IncidentState
    robot_id: UUID
    camera: CameraSeen
    train_number: str | None
    train_date: dt.date | None
    wagon_number: int | None
    occurred_at: dt.datetime
    created_at: dt.datetime
    faces: FacesRead
    passengers_matched: int
    watch_list_matched: int
    snapshot_until: dt.datetime | None
    acknowledged_by: Person | None
    acknowledged_at: dt.datetime | None
    closed_by: Person | None
    closed_at: dt.datetime | None
    closing_reason: str | None

    @classmethod
    def of(cls, incident: Incident) -> "IncidentRead":
        return cls(
            id=incident.id,
            kind=incident.kind,
            score=incident.score,
            is_alarm=incident.is_alarm,
            state=incident.state,
            robot_id=incident.robot_id,
            camera=CameraSeen(
                camera_id=incident.camera_id,
                name=incident.camera_name,
                place=incident.camera_place,
            ),
            train_number=incident.train_number,
            train_date=incident.train_date,
            wagon_number=incident.wagon_number,
            occurred_at=incident.occurred_at,
            created_at=incident.created_at,
            faces=FacesRead(
                state=incident.face_matching,
                sent=incident.faces_sent,
                unusable=incident.faces_unusable,
            ),
            passengers_matched=incident.passengers_matched,
            watch_list_matched=incident.watch_list_matched,
            snapshot_until=incident.snapshot_until,
            acknowledged_by=_person(incident.acknowledged_by_id, incident.acknowledged_by),
            acknowledged_at=incident.acknowledged_at,
            closed_by=_person(incident.closed_by_id, incident.closed_by),
            closed_at=incident.closed_at,
            closing_reason=incident.closing_reason,
        )


class AlarmsOfHour(Schema):
    hour: dt.datetime
    kind: IncidentKind
    count: int


class IncidentFigures(Schema):
    """`open`: alarms that nobody has closed. `hours` without alarms are left out."""

    open: int
    hours: list[AlarmsOfHour]


def _person(engineer_id: UUID | None, name: str | None) -> Person | None:
    return None if engineer_id is None else Person(id=engineer_id, name=name or "")


class Seat(Schema):
    ticket_id: UUID
    wagon_number: int
    place_number: int


class ParticipantKind(StrEnum):
    PASSENGER = "PASSENGER"
    WATCH_LIST = "WATCH_LIST"


class ParticipantRead(Schema):
    """`subject_id` is the user's id or the watch-list entry's; `seats` only passengers have."""

    kind: ParticipantKind
    subject_id: UUID
    name: str
    confidence: float
    seats: list[Seat]


class CommentCreate(Schema):
    text: CommentText


class CommentRead(Schema):
    id: UUID
    by: Person
    text: str
    created_at: dt.datetime


class IncidentDetail(IncidentRead):
    """With the people that were recognised, and the comments, the oldest first."""

    participants: list[ParticipantRead]
    comments: list[CommentRead]


class Resolution(Schema):
    reason: Reason | None = None


class FalseAlarm(Schema):
    reason: Reason


class IncidentFilters:
    """All given filters must hold."""

    def __init__(
        self,
        state: Annotated[
            list[IncidentState] | None,
            Query(description="Any of these; repeat it for several."),
        ] = None,
        kind: Annotated[list[IncidentKind] | None, Query(description="Any of these.")] = None,
        is_alarm: Annotated[bool | None, Query()] = None,
        robot_id: Annotated[UUID | None, Query()] = None,
        train_number: Annotated[str | None, Query(max_length=20)] = None,
        train_date: Annotated[TrainDate | None, Query()] = None,
        occurred_from: Annotated[UtcTime | None, Query(alias="from")] = None,
        occurred_to: Annotated[
            UtcTime | None, Query(alias="to", description="Up to, but not at, this time.")
        ] = None,
    ) -> None:
        self.states = state
        self.kinds = kind
        self.by_column = {
            "is_alarm": is_alarm,
            "robot_id": robot_id,
            "train_number": train_number,
            "train_date": train_date,
        }
        self.occurred_from = occurred_from
        self.occurred_to = occurred_to
