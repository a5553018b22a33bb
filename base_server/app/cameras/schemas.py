import datetime as dt
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.schemas import Schema, text

from app.models import Camera, IncidentKind

# For kinds of which a camera says nothing, and for cameras that nobody has configured.
DEFAULT_THRESHOLD = 0.5

# As the robot knows it: "front", "aisle-2".
CameraId = Annotated[str, text(60)]
Score = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
CameraName = Annotated[str, text(100)]
CameraPlace = Annotated[str, text(200, minimum=0)]


class CameraUpdate(Schema):
    """`thresholds`: the score from which an incident of this kind is an alarm; 0.5 unless said."""

    name: CameraName
    place: CameraPlace = ""
    thresholds: dict[IncidentKind, Score] = Field(default={})
    is_on: bool = True


class CameraCreate(CameraUpdate):
    camera_id: CameraId


class CameraConfiguration(Schema):
    """What the robot itself has to know. `thresholds` names every kind."""

    camera_id: str
    name: str
    place: str
    thresholds: dict[IncidentKind, float]
    is_on: bool

    @classmethod
    def of(cls, camera: Camera) -> "CameraConfiguration":
        return cls(
            camera_id=camera.camera_id,
            name=camera.name,
            place=camera.place,
            thresholds=thresholds_of(camera),
            is_on=camera.is_on,
        )


class RobotCameras(Schema):
    cameras: list[CameraConfiguration]


class CameraRead(CameraConfiguration):
    id: UUID
    robot_id: UUID
    robot_name: str
    created_at: dt.datetime

    @classmethod
    def of(cls, camera: Camera) -> "CameraRead":
        return cls(
            **CameraConfiguration.of(camera).model_dump(),
            id=camera.id,
            robot_id=camera.robot_id,
            robot_name=camera.robot.robot_model_name,
            created_at=camera.created_at,
        )


def thresholds_of(camera: Camera | None) -> dict[IncidentKind, float]:
    own = camera.thresholds if camera is not None else {}
    return {kind: own.get(kind, DEFAULT_THRESHOLD) for kind in IncidentKind}


class CameraFilters:
    def __init__(self, robot_id: Annotated[UUID | None, Query()] = None) -> None:
        self.robot_id = robot_id
