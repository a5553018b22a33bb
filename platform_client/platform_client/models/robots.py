"""What robots report of themselves, and what they are told to do."""

import datetime as dt
from typing import Any
from uuid import UUID

from platform_client.models.railway import Trip
from pydantic import BaseModel


class Heartbeat(BaseModel):
    """`state` is STARTING, READY, BUSY, MAINTENANCE, DEGRADED or ERROR."""

    state: str
    software_version: str
    battery_percent: int | None = None
    facts: dict[str, bool | int | float | str | None] = {}


class Command(BaseModel):
    """The same `id` may come again: carry it out once, and report its result until that arrives."""

    id: UUID
    kind: str
    payload: dict[str, Any]
    created_at: dt.datetime
    expires_at: dt.datetime


class HeartbeatAnswer(BaseModel):
    server_time: dt.datetime
    next_heartbeat_in_seconds: int
    trip: Trip | None
    commands: list[Command]


class CommandState(Command):
    """`state` is WAITING, HANDED_OUT, DONE, FAILED, CANCELLED or EXPIRED."""

    robot_id: UUID
    state: str
    result_text: str | None


class Camera(BaseModel):
    """`thresholds`: incident kind → the score from which it is an alarm."""

    camera_id: str
    name: str
    place: str
    thresholds: dict[str, float]
    is_on: bool


class Cameras(BaseModel):
    cameras: list[Camera]
