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
    async with database.session() as session, session.begin():
        found = await repository.find_holder(session, keys.hashes(key))
        # Ended before anybody is refused: a failure would take its record back.
        _note(session, found, robot)
    if found is None:
        raise UnknownCard
    await limiter.forget(*subjects)
    return found[1]


def _note(session: AsyncSession, found: tuple[AuthCard, Engineer] | None, robot: Caller) -> None:
    if found is None:
        record(session, action="auth_cards.refused", subject=("robots", robot.id))
        return
    card, engineer = found
    subject = ("engineers", engineer.id)
    record(session, action="auth_cards.used", subject=subject, details={"card_id": card.id})
