"""Giving cards to engineers, and telling whose a card is."""

from uuid import UUID

from pydantic import SecretStr
from service_kit.audit import record
from service_kit.callers import Caller
from service_kit.database import Database
from service_kit.database.constraints import constraint_errors
from service_kit.paging import Page, PageQuery, paginate
from service_kit.redis_async.guessing import GuessLimiter
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth_cards import repository
from app.auth_cards.errors import CardNotFound, CardTaken, UnknownCard
from app.auth_cards.keys import CardKeys
from app.auth_cards.schemas import CardRead
from app.engineers.errors import EngineerNotFound
from app.models import AuthCard, Engineer


async def add_card(
    session: AsyncSession, keys: CardKeys, engineer_id: UUID, key: SecretStr
) -> AuthCard:
    hashes = keys.hashes(key)
    # A card from before the secret was changed has another hash, which no constraint compares.
    if await repository.is_known(session, hashes):
        raise CardTaken
    card = AuthCard(engineer_id=engineer_id, key_hash=hashes[0])
    session.add(card)
    with constraint_errors(
        uq_auth_cards_key_hash=CardTaken(), fk_auth_cards_engineer_id_engineers=EngineerNotFound()
    ):
        await session.flush()
    return card


async def list_cards(session: AsyncSession, page: PageQuery, engineer_id: UUID) -> Page[CardRead]:
    return await paginate(session, repository.cards_of(engineer_id), AuthCard, page, CardRead.of)


async def delete_card(session: AsyncSession, card_id: UUID) -> None:
    card = await repository.lock_card(session, card_id)
    if card is None:
        raise CardNotFound
    await session.delete(card)


async def identify_holder(
    session: AsyncSession,
    database: Database,
    limiter: GuessLimiter,
    keys: CardKeys,
    robot: Caller,
    key: SecretStr,
    *,
    address: str,
) -> Engineer:
    """Whose card it is. Both answers come on record; guesses are slowed down."""
    subjects = (f"card:{robot.id}", f"address:{address}")
    await limiter.admit(*subjects)
    found = await repository.find_holder(session, keys.hashes(key))
    if found is None:
        await _record_refusal(database, robot)
        raise UnknownCard
    await limiter.forget(*subjects)
    card, engineer = found
    subject = ("engineers", engineer.id)
    record(session, action="auth_cards.used", subject=subject, details={"card_id": card.id})
    return engineer


async def _record_refusal(database: Database, robot: Caller) -> None:
    """In a transaction of its own: that of the request is rolled back by its failure."""
    async with database.session() as session, session.begin():
        record(session, action="auth_cards.refused", subject=("robots", robot.id))
