"""Configuring cameras."""

from collections.abc import Sequence
from uuid import UUID

from service_kit.database.constraints import constraint_errors
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.cameras import repository
from app.cameras.errors import CameraExists, CameraNotFound
from app.cameras.schemas import CameraCreate, CameraRead, CameraUpdate
from app.models import Camera
from app.robots.service import require_robot


async def create_camera(session: AsyncSession, robot_id: UUID, body: CameraCreate) -> CameraRead:
    await require_robot(session, robot_id)
    camera = Camera(robot_id=robot_id, **body.model_dump())
    session.add(camera)
    with constraint_errors(uq_cameras_robot_id_camera_id=CameraExists()):
        await session.flush()
    return CameraRead.of(await _require_camera(session, camera.id))


async def list_cameras(
    session: AsyncSession, page: PageQuery, robot_id: UUID | None
) -> Page[CameraRead]:
    query = repository.named(repository.filtered(robot_id))
    return await paginate(session, query, Camera, page, CameraRead.of)


async def update_camera(session: AsyncSession, key: UUID, body: CameraUpdate) -> CameraRead:
    camera = await _require_camera(session, key)
    for column, value in body.model_dump().items():
        setattr(camera, column, value)
    await session.flush()
    return CameraRead.of(camera)


async def delete_camera(session: AsyncSession, key: UUID) -> None:
    """Its incidents stay, with its name and place."""
    await session.delete(await _require_camera(session, key))


async def get_of_robot(session: AsyncSession, robot_id: UUID, camera_id: str) -> Camera | None:
    """The camera by the robot's own name for it; None when nobody has configured it."""
    return await repository.get_of_robot(session, robot_id, camera_id)


async def list_of_robot(session: AsyncSession, robot_id: UUID) -> Sequence[Camera]:
    return await repository.list_of_robot(session, robot_id)


async def _require_camera(session: AsyncSession, key: UUID) -> Camera:
    camera = await repository.get_camera(session, key)
    if camera is None:
        raise CameraNotFound
    return camera
