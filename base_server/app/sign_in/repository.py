"""Who the provider's subjects are here."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import KeycloakUser, User


async def lock_user_of(session: AsyncSession, subject: str) -> User | None:
    """Held until the transaction ends, so that an erasure waits and then finds the session.

    The link as well: one that is being deleted while this waits for its user leads nowhere. Who
    only reads holds up nobody else who does, such as an import of the user's tickets.
    """
    query = (
        select(User)
        .join(KeycloakUser, KeycloakUser.user_id == User.id)
        .where(KeycloakUser.subject == subject, User.erased_at.is_(None))
        .with_for_update(read=True, of=(User, KeycloakUser))
    )
    return await session.scalar(query)


async def get_link(session: AsyncSession, user_id: UUID) -> KeycloakUser | None:
    return await session.scalar(select(KeycloakUser).where(KeycloakUser.user_id == user_id))
