"""Every query for users."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User


def all_users() -> Select[User]:
    return select(User)


async def get_user(session: AsyncSession, user_id: UUID) -> User | None:
    return await session.get(User, user_id)


async def list_existing_held(session: AsyncSession, ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of `ids` that exist, and will until the transaction ends."""
    query = select(User.id).where(User.id.in_(ids)).with_for_update(read=True, key_share=True)
    return list(await session.scalars(query))
