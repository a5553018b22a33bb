"""Signing people out, because they want to or because the identity provider says so."""

from base_api import CallerKind
from service_kit.audit import record
from service_kit.callers import Caller
from service_kit.redis_async.sessions import SessionStore
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers.provided import lock_provided
from app.sign_in import repository
from app.sign_in.errors import IdentityProviderUnavailable, LogoutNotProven
from app.sign_in.hints import LogoutHints
from app.sign_in.logout_tokens import ProviderLogout
from app.sign_in.provider import IdentityProvider

_ENDED = "sessions.ended"


async def sign_out(provider: IdentityProvider, sessions: SessionStore, token: str) -> str | None:
    """Ends the session; where the browser goes to sign out at the provider, if it came from there.

    Whoever wants to be signed out here is so, whether the provider can be reached or not.
    """
    id_token = await sessions.note_of(token)
    await sessions.revoke(token)
    if id_token is None:
        return None
    try:
        return await provider.logout_url(id_token)
    except IdentityProviderUnavailable:
        return None


async def follow_provider(
    session: AsyncSession,
    provider: IdentityProvider,
    sessions: SessionStore,
    hints: LogoutHints,
    logout_token: str,
) -> None:
    """Ends here what has ended there. Raises `LogoutNotProven`, for a used token as well."""
    logout = await provider.prove_logout(logout_token)
    if not await hints.use_up(logout.token_id, logout.lifetime_seconds):
        raise LogoutNotProven
    try:
        ended = await _end(session, sessions, hints, logout)
    except BaseException:
        # The provider sends the same token again, and it must not count as used then.
        await hints.give_back(logout.token_id)
        raise
    for caller, count in ended:
        details = {"sessions": count, "by": "identity provider"}
        record(session, action=_ENDED, subject=(caller.kind, caller.id), details=details)


async def _end(
    session: AsyncSession, sessions: SessionStore, hints: LogoutHints, logout: ProviderLogout
) -> list[tuple[Caller, int]]:
    """Whose sessions, and how many."""
    if logout.session is not None:
        return [(caller, 1) for caller in await hints.end(logout.session)]
    callers = await _callers_of(session, logout.subject or "")
    counts = [await sessions.revoke_all(caller.kind, str(caller.id)) for caller in callers]
    return [(caller, count) for caller, count in zip(callers, counts, strict=True) if count]


async def _callers_of(session: AsyncSession, subject: str) -> list[Caller]:
    """Who the subject is here: a passenger, one of the staff, or both."""
    # In the order of a sign-in, or the two could wait for each other.
    engineer = await lock_provided(session, subject)
    user = await repository.lock_user_of(session, subject)
    callers = []
    if user is not None:
        callers.append(Caller(kind=CallerKind.PASSENGER, id=user.id, name=user.name))
    if engineer is not None:
        callers.append(Caller(kind=CallerKind.ENGINEER, id=engineer.id, name=engineer.login))
    return callers
