"""Consents to a face: none is kept without one, and a withdrawn one erases it."""

from dataclasses import dataclass
from uuid import UUID

from service_kit.callers import Caller
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import ConsentSource, FaceConsent
from app.users import repository
from app.users.consent_texts import CURRENT_VERSION
from app.users.errors import UnknownConsentText

# The railway asked the passenger in its own words.
RAILWAY_TEXT = "RAILWAY"


@dataclass(frozen=True)
class Consent:
    """What is to be recorded when a face is stored."""

    source: ConsentSource
    text_version: str
    given_by: str


def by_railway(engineer: Caller) -> Consent:
    """The railway's own system vouches for the passenger's consent."""
    return Consent(ConsentSource.RAILWAY, RAILWAY_TEXT, f"{engineer.kind}:{engineer.id}")


def by_passenger(passenger: Caller, text_version: str) -> Consent:
    if text_version != CURRENT_VERSION:
        raise UnknownConsentText
    return Consent(ConsentSource.PASSENGER, text_version, f"{passenger.kind}:{passenger.id}")


async def give(session: AsyncSession, user_id: UUID, consent: Consent) -> FaceConsent:
    """Record it in place of an open one, and return the one that holds from now on. The caller
    holds the user's lock, or has just made it.

    What a passenger agreed to in person is not replaced by what the railway vouches for.
    """
    earlier = await repository.get_open_consent(session, user_id)
    if earlier is not None:
        if consent.source is ConsentSource.RAILWAY or _is_same(earlier, consent):
            return earlier
        earlier.withdrawn_at = func.now()
        await session.flush()
    given = FaceConsent(
        user_id=user_id,
        text_version=consent.text_version,
        source=consent.source,
        given_by=consent.given_by,
    )
    session.add(given)
    await session.flush()
    return given


async def withdraw(session: AsyncSession, user_id: UUID) -> None:
    consent = await repository.get_open_consent(session, user_id)
    if consent is not None:
        consent.withdrawn_at = func.now()
        await session.flush()


async def is_given(session: AsyncSession, user_id: UUID) -> bool:
    return await repository.get_open_consent(session, user_id) is not None


def _is_same(earlier: FaceConsent, consent: Consent) -> bool:
    return (earlier.source, earlier.text_version) == (consent.source, consent.text_version)
