"""Every query for cameras."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from app.models import Camera


def named(query: Select[Camera]) -> Select[Camera]:
    """With the robots that they belong to."""
    return query.options(joinedload(Camera.robot, innerjoin=True))


def filtered(robot_id: UUID | None) -> Select[Camera]:
    query = select(Camera)
    return query if robot_id is None else query.where(Camera.robot_id == robot_id)


async def get_camera(session: AsyncSession, key: UUID) -> Camera | None:
    """As it is now, with its robot."""
    query = named(select(Camera).where(Camera.id == key))
    return await session.scalar(query.execution_options(populate_existing=True))


async def get_of_robot(session: AsyncSession, robot_id: UUID, camera_id: str) -> Camera | None:
    return await session.scalar(filtered(robot_id).where(Camera.camera_id == camera_id))


async def list_of_robot(session: AsyncSession, robot_id: UUID) -> Sequence[Camera]:
    return list(await session.scalars(filtered(robot_id).order_by(Camera.camera_id)))
