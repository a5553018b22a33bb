"""Signing people in by what the identity provider says of them."""

import re

from base_api import CallerKind
from service_kit.callers import Caller, Unauthenticated
from service_kit.redis_async.sessions import SessionStore
from service_kit.request_context import Actor, act_as
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth.service import sign_in_engineer
from app.models import KeycloakUser, User
from app.sign_in import repository
from app.sign_in.attempts import Attempt, Attempts, begin_attempt
from app.sign_in.errors import NoStaffRole, SignInDenied, SignInExpired
from app.sign_in.hints import LogoutHints
from app.sign_in.provider import Identity, IdentityProvider
from app.sign_in.staff import follow_roles

_LONGEST_NAME = 60
_NAMELESS = "Passenger"
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]+")


async def begin(
    provider: IdentityProvider,
    attempts: Attempts,
    *,
    browser_secret: str,
    next_page: str,
    is_staff: bool,
    language: str | None,
) -> str:
    """The address at the provider to which the browser goes."""
    attempt = begin_attempt(browser_secret, next_page, is_staff=is_staff)
    state = await attempts.keep(attempt)
    return await provider.authorization_url(
        state=state, nonce=attempt.nonce, verifier=attempt.verifier, language=language
    )


async def take_attempt(
    attempts: Attempts, *, state: str | None, browser_secret: str | None
) -> Attempt:
    """What this very browser began, once.

    Somebody who makes another's browser come here with a code of their own, to have the other
    work in their account, fails: that browser does not hold the secret.
    """
    attempt = await attempts.take(state) if state else None
    if attempt is None or browser_secret is None or not attempt.is_of(browser_secret):
        raise SignInExpired
    return attempt


async def finish(
    session: AsyncSession,
    provider: IdentityProvider,
    sessions: SessionStore,
    hints: LogoutHints,
    attempt: Attempt,
    code: str | None,
) -> str:
    """A session of a passenger, or of one of the staff; either is made when new here.

    Whoever signs in to travel loses privileges, too, that their roles no longer give.
    """
    if not code:
        raise SignInDenied
    id_token = await provider.exchange(code, verifier=attempt.verifier)
    identity = await provider.prove(id_token, nonce=attempt.nonce)
    engineer = await follow_roles(session, identity, may_make=attempt.is_staff)
    if not attempt.is_staff:
        user = await _user_of(session, identity)
        token = await sessions.create(Caller(kind=CallerKind.PASSENGER, id=user.id, name=user.name))
    elif engineer is not None:
        token = await sign_in_engineer(sessions, engineer)
    else:
        raise NoStaffRole
    if not await hints.keep(token, id_token):
        # The provider ended its session while this one was being made, and could not find it.
        await sessions.revoke(token)
        raise SignInDenied
    return token


async def _user_of(session: AsyncSession, identity: Identity) -> User:
    user = await repository.lock_user_of(session, identity.subject)
    if user is not None:
        return user
    try:
        async with session.begin_nested():
            return await _add_user(session, identity)
    except IntegrityError:
        # The same person signed in twice at once, and the other one was quicker.
        user = await repository.lock_user_of(session, identity.subject)
        if user is None:
            raise
        return user


async def _add_user(session: AsyncSession, identity: Identity) -> User:
    user = User(name=_clean(identity.name))
    session.add(user)
    await session.flush()
    act_as(Actor(CallerKind.PASSENGER, user.id, user.name))
    session.add(KeycloakUser(user_id=user.id, subject=identity.subject))
    await session.flush()
    return user


def _clean(name: str | None) -> str:
    """A name as this platform keeps them: what the provider takes for one may be anything."""
    plain = _CONTROL_CHARACTERS.sub(" ", name or "").encode(errors="ignore").decode()
    return plain.strip()[:_LONGEST_NAME].strip() or _NAMELESS


async def renew(sessions: SessionStore, token: str) -> str:
    """Another session for the same browser, in place of the one at hand."""
    renewed = await sessions.renew(token)
    if renewed is None:
        raise Unauthenticated
    return renewed
