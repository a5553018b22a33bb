"""Every query for cards."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import AuthCard, Engineer


def cards_of(engineer_id: UUID) -> Select[AuthCard]:
    return select(AuthCard).where(AuthCard.engineer_id == engineer_id)


async def is_known(session: AsyncSession, hashes: Sequence[bytes]) -> bool:
    found = await session.scalar(select(exists().where(AuthCard.key_hash.in_(hashes))))
    return bool(found)


async def lock_card(session: AsyncSession, card_id: UUID) -> AuthCard | None:
    return await session.get(AuthCard, card_id, with_for_update=True)


async def find_holder(
    session: AsyncSession, hashes: Sequence[bytes]
) -> tuple[AuthCard, Engineer] | None:
    query = (
        select(AuthCard, Engineer)
        .join(Engineer, Engineer.id == AuthCard.engineer_id)
        .where(AuthCard.key_hash.in_(hashes))
        .limit(1)
    )
    row = (await session.execute(query)).first()
    return None if row is None else (row[0], row[1])
