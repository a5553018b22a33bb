"""Every query for users and their consents."""

from collections.abc import Collection, Sequence
from uuid import UUID

from service_kit.paging import begins_with
from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import FaceConsent, User


def all_users() -> Select[User]:
    """Without those who were erased."""
    return select(User).where(User.erased_at.is_(None))


def named_like(prefix: str) -> Select[User]:
    return select(User).where(is_named_like(prefix))


def is_named_like(prefix: str) -> ColumnElement[bool]:
    """Of a user who was not erased."""
    return and_(User.erased_at.is_(None), begins_with(User.name_key, prefix))


async def get_user(session: AsyncSession, user_id: UUID) -> User | None:
    return await session.scalar(all_users().where(User.id == user_id))


async def lock_user(session: AsyncSession, user_id: UUID) -> User | None:
    """Held until the transaction ends. Rows that refer to it can still be written."""
    query = all_users().where(User.id == user_id).with_for_update(key_share=True)
    return await session.scalar(query.execution_options(populate_existing=True))


async def get_open_consent(session: AsyncSession, user_id: UUID) -> FaceConsent | None:
    return await session.scalar(
        select(FaceConsent)
        .join(User, User.id == FaceConsent.user_id)
        .where(
            FaceConsent.user_id == user_id,
            FaceConsent.withdrawn_at.is_(None),
            User.erased_at.is_(None),
        )
    )


async def list_consents(session: AsyncSession, user_id: UUID) -> list[FaceConsent]:
    query = select(FaceConsent).where(FaceConsent.user_id == user_id).order_by(FaceConsent.id)
    return list(await session.scalars(query))


async def list_existing_held(session: AsyncSession, ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of `ids` with a consent to their face, as they are until the transaction ends."""
    has_consented = exists().where(
        FaceConsent.user_id == User.id, FaceConsent.withdrawn_at.is_(None)
    )
    query = (
        select(User.id)
        .where(User.id.in_(ids), User.erased_at.is_(None), has_consented)
        .with_for_update(read=True)
    )
    return list(await session.scalars(query))
