"""Incidents, as robots report them and as the security sees them."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class NewIncident(BaseModel):
    """`kind` is FIGHT, WEAPON, FALL, SMOKE, LEFT_OBJECT, PERSON or OTHER; `score` from 0 to 1."""

    kind: str
    score: float
    camera_id: str
    occurred_at: dt.datetime


class CameraSeen(BaseModel):
    camera_id: str
    name: str | None
    place: str | None


class Faces(BaseModel):
    """`state` is NONE, PENDING, MATCHED or UNAVAILABLE."""

    state: str
    sent: int
    unusable: int


class Person(BaseModel):
    id: UUID
    name: str


class Incident(BaseModel):
    """`state` is NEW, ACKNOWLEDGED, RESOLVED or FALSE_ALARM."""

    id: UUID
    kind: str
    score: float
    is_alarm: bool
    state: str
    robot_id: UUID
    camera: CameraSeen
    train_number: str | None
    train_date: dt.date | None
    wagon_number: int | None
    occurred_at: dt.datetime
    created_at: dt.datetime
    faces: Faces
    passengers_matched: int
    watch_list_matched: int
    snapshot_until: dt.datetime | None
    acknowledged_by: Person | None
    closed_by: Person | None
    closing_reason: str | None


class Seat(BaseModel):
    ticket_id: UUID
    wagon_number: int
    place_number: int


class Participant(BaseModel):
    """`kind` is PASSENGER or WATCH_LIST."""

    kind: str
    subject_id: UUID
    name: str
    confidence: float
    seats: list[Seat]


class Comment(BaseModel):
    id: UUID
    by: Person
    text: str
    created_at: dt.datetime


class IncidentDetail(Incident):
    participants: list[Participant]
    comments: list[Comment]


class MonitoringEvent(BaseModel):
    """`kind`: `ready`, or `reset` when events were missed, then `incident.created`,
    `incident.changed` and `robot.connection_changed`."""

    kind: str
    incident: Incident | None = None
    robot: dict[str, Any] | None = None
