"""Saying who of the identity provider a user is, before that person first signs in."""

from uuid import UUID

from base_api import CallerKind
from service_kit.database.constraints import constraint_errors
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import KeycloakUser
from app.revocation import end_sessions
from app.sign_in import repository
from app.sign_in.errors import IdentityInUse
from app.users.service import require_held


async def link(session: AsyncSession, user_id: UUID, subject: str) -> None:
    """Whoever signs in by the subject is this user from now on. Twice is the same as once."""
    await require_held(session, user_id)
    known = await repository.get_link(session, user_id)
    if known is not None and known.subject == subject:
        return
    with constraint_errors(uq_keycloak_users_subject=IdentityInUse()):
        if known is None:
            session.add(KeycloakUser(user_id=user_id, subject=subject))
        else:
            known.subject = subject
            end_sessions(session, CallerKind.PASSENGER, user_id)
        await session.flush()


async def unlink(session: AsyncSession, user_id: UUID) -> None:
    """Nobody signs in as this user any more, and who is signed in is not from now on."""
    await require_held(session, user_id)
    known = await repository.get_link(session, user_id)
    if known is not None:
        await session.delete(known)
        end_sessions(session, CallerKind.PASSENGER, user_id)
        await session.flush()
