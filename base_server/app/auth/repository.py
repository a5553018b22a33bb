"""Devices as sign-in sees them."""

from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import ActiveStore, Robot

Device = Robot | ActiveStore


async def get_device(session: AsyncSession, device_id: UUID) -> Device | None:
    """The robot or terminal with this id. A revoked one is asked as before, and refused when it
    answers: a challenge must not tell what became of a device."""
    # Both are asked whatever the first one says: time must not tell which devices exist.
    robot = await session.scalar(select(Robot).where(Robot.id == device_id))
    terminal = await session.scalar(select(ActiveStore).where(ActiveStore.id == device_id))
    return robot or terminal


async def lock_live_device(session: AsyncSession, device_id: UUID) -> Device | None:
    """The same unless it was revoked, locked against changes.

    A sign-in and a revocation of the same device happen one after the other, so the session that
    the first one makes is found by the second. A shared lock would not do: two sign-ins that hold
    one could not both write that the device was seen.
    """
    robot, terminal = _live(device_id)
    return await session.scalar(robot.with_for_update(key_share=True)) or await session.scalar(
        terminal.with_for_update(key_share=True)
    )


def _live(device_id: UUID) -> tuple[Select[Robot], Select[ActiveStore]]:
    robot = select(Robot).where(Robot.id == device_id, Robot.revoked_at.is_(None))
    terminal = select(ActiveStore).where(
        ActiveStore.id == device_id, ActiveStore.revoked_at.is_(None)
    )
    return robot, terminal


async def mark_seen(session: AsyncSession, device: Device) -> None:
    table = type(device)
    await session.execute(
        update(table).where(table.id == device.id).values(last_seen_at=func.now())
    )
