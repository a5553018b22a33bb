from typing import Annotated
from uuid import UUID

from base_api import RobotDep, SecurityDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.cameras import service
from app.cameras.errors import CameraExists, CameraNotFound
from app.cameras.schemas import (
    CameraConfiguration,
    CameraCreate,
    CameraFilters,
    CameraRead,
    CameraUpdate,
    RobotCameras,
)
from app.robots.errors import RobotNotFound

robot_router = feature_router("/robot", tag="cameras")
router = feature_router("/monitoring", tag="cameras")


@robot_router.get("/cameras", summary="How are my cameras configured?")
async def list_robot_cameras(robot: RobotDep, session: SessionDep) -> RobotCameras:
    """One that is not listed has the default thresholds; one that is off reports nothing."""
    cameras = await service.list_of_robot(session, robot.id)
    return RobotCameras(cameras=[CameraConfiguration.of(camera) for camera in cameras])


@router.post(
    "/robot/{robot_id}/camera",
    status_code=201,
    summary="Add a camera",
    responses=problems(RobotNotFound, CameraExists, IdempotencyConflict),
)
async def create_camera(
    robot_id: UUID,
    body: CameraCreate,
    _: SecurityDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> CameraRead:
    """`camera_id` is the robot's own name for it."""
    return await idempotency.once(
        CameraRead, lambda: service.create_camera(session, robot_id, body)
    )


@router.get("/cameras", summary="List cameras")
async def list_cameras(
    _: SecurityDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[CameraFilters, query_of(CameraFilters)],
) -> Page[CameraRead]:
    """Of one robot, or of all; the newest first."""
    return await service.list_cameras(session, page, filters.robot_id)


@router.put("/camera/{key}", summary="Change a camera", responses=problems(CameraNotFound))
async def update_camera(
    key: UUID, body: CameraUpdate, _: SecurityDep, session: SessionDep
) -> CameraRead:
    """What is left out goes back to its default."""
    return await service.update_camera(session, key, body)


@router.delete("/camera/{key}", summary="Remove a camera", responses=problems(CameraNotFound))
async def delete_camera(key: UUID, _: SecurityDep, session: SessionDep) -> Ok:
    """Its incidents stay, with its name and place."""
    await service.delete_camera(session, key)
    return OK
