"""Every query for engineers."""

from uuid import UUID

from base_api import Privilege
from service_kit.paging import contains
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Engineer


def with_login_like(part: str | None) -> Select[Engineer]:
    """With this in the login; all of them for None."""
    query = select(Engineer)
    return query if part is None else query.where(contains(Engineer.login_key, part))


async def get_engineer(session: AsyncSession, engineer_id: UUID) -> Engineer | None:
    return await session.get(Engineer, engineer_id)


async def lock_engineer(session: AsyncSession, engineer_id: UUID) -> Engineer | None:
    return await session.get(Engineer, engineer_id, with_for_update=True)


async def get_password_hash(session: AsyncSession, login: str) -> str | None:
    return await session.scalar(select(Engineer.password_hash).where(Engineer.login == login))


async def get_by_login(session: AsyncSession, login: str) -> Engineer | None:
    """The engineer, locked against changes until the transaction ends.

    A sign-in and a change of the same engineer therefore happen one after the other, and the
    session that the first one makes is found by the second.
    """
    query = select(Engineer).where(Engineer.login == login).with_for_update(read=True)
    return await session.scalar(query)


async def lock_by_login(session: AsyncSession, login: str) -> Engineer | None:
    return await session.scalar(select(Engineer).where(Engineer.login == login).with_for_update())


async def lock_by_subject(session: AsyncSession, subject: str) -> Engineer | None:
    query = select(Engineer).where(Engineer.subject == subject).with_for_update()
    return await session.scalar(query)


async def lock_administrators(session: AsyncSession) -> list[Engineer]:
    """All engineers with ADMIN, locked, so that two changes cannot both spare the other's."""
    query = (
        select(Engineer)
        .where(Engineer.privileges.bitwise_and(int(Privilege.ADMIN)) != 0)
        .order_by(Engineer.id)
        .with_for_update()
    )
    return list(await session.scalars(query))
