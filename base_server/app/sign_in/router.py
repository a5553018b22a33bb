from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from base_api import AdminDep
from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse
from service_kit.browser import (
    ForeignRequest,
    begin_browser_session,
    delete_private_cookie,
    end_browser_session,
    session_token,
    set_private_cookie,
)
from service_kit.callers import AnyCallerDep, CredentialDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import TooManyRequests, problems
from service_kit.languages import Language
from service_kit.redis_async.guessing import GuessLimiterDep
from service_kit.redis_async.sessions import SessionStoreDep
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok

from app.auth.dependencies import AddressDep
from app.auth.errors import BadCredentials
from app.auth.schemas import Credentials
from app.auth.service import require_engineer, sign_in_engineer
from app.sign_in import ending, linking, service
from app.sign_in.attempts import LIFETIME_SECONDS, random_secret
from app.sign_in.dependencies import (
    BROWSER_COOKIE,
    OWN_PAGE,
    AttemptsDep,
    BrowserSecretDep,
    LogoutHintsDep,
    LogoutTokenDep,
    PersonDep,
)
from app.sign_in.errors import (
    IdentityInUse,
    IdentityProviderUnavailable,
    LogoutNotProven,
    SignInError,
)
from app.sign_in.provider import IdentityProviderDep
from app.sign_in.schemas import IdentityLink, LocalPage, SignedOut, SignInOptions
from app.users.errors import UserNotFound

router = feature_router("/auth", tag="sign-in")
admin_router = feature_router("/admin", tag="users")
SIGN_IN_PAGE = "/sign-in"
_FORM = "application/x-www-form-urlencoded"
_LOGOUT_FORM = {
    "type": "object",
    "properties": {"logout_token": {"type": "string"}},
    "required": ["logout_token"],
}


@router.get(
    "/login",
    summary="Sign in at the identity provider",
    dependencies=[PUBLIC],
    status_code=303,
    response_class=RedirectResponse,
    responses={
        303: {"description": "To the identity provider, or to the page that says why not."},
        **problems(TooManyRequests),
    },
)
async def begin_sign_in(
    request: Request,
    provider: IdentityProviderDep,
    attempts: AttemptsDep,
    browser_secret: BrowserSecretDep,
    next: LocalPage = "/",  # noqa: A002 - the name that such a parameter has everywhere
    staff: Annotated[bool, Query(description="As one of the staff, by the roles there.")] = False,
    language: Annotated[
        Language | None, Query(description="Of the provider's pages; else the browser's.")
    ] = None,
) -> Response:
    """For a browser to be sent to: the OpenID Connect code flow with PKCE begins."""
    secret = browser_secret or random_secret()
    try:
        address = await service.begin(
            provider,
            attempts,
            browser_secret=secret,
            next_page=next,
            is_staff=staff,
            language=language,
        )
    except SignInError as error:
        return _to_sign_in_page(error)
    answer = RedirectResponse(address, status_code=303)
    set_private_cookie(request, answer, BROWSER_COOKIE, secret, LIFETIME_SECONDS)
    return answer


@router.get(
    "/callback",
    summary="Come back from the identity provider",
    dependencies=[PUBLIC],
    status_code=303,
    response_class=RedirectResponse,
    responses={
        303: {"description": "To the wanted page, or to the one that says why not."},
        **problems(TooManyRequests),
    },
)
async def finish_sign_in(
    request: Request,
    session: SessionDep,
    provider: IdentityProviderDep,
    attempts: AttemptsDep,
    sessions: SessionStoreDep,
    hints: LogoutHintsDep,
    browser_secret: BrowserSecretDep,
    state: str | None = None,
    code: str | None = None,
    iss: str | None = None,
) -> Response:
    """The provider sends the browser here. A new session takes the place of any former one."""
    try:
        provider.require_issuer(iss)
        attempt = await service.take_attempt(attempts, state=state, browser_secret=browser_secret)
        token = await service.finish(session, provider, sessions, hints, attempt, code)
    except SignInError as error:
        return _to_sign_in_page(error)
    former = session_token(request)
    if former is not None:
        await ending.sign_out(provider, sessions, former)
    answer = RedirectResponse(attempt.next, status_code=303)
    begin_browser_session(request, answer, token, sessions.lifetime_seconds)
    delete_private_cookie(request, answer, BROWSER_COOKIE)
    return answer


@router.post(
    "/engineer/sign_in",
    summary="Sign in as an engineer, in a browser",
    dependencies=[PUBLIC, OWN_PAGE],
    responses=problems(BadCredentials, TooManyRequests, ForeignRequest),
)
async def sign_in_engineer_in_browser(
    body: Credentials,
    request: Request,
    response: Response,
    session: SessionDep,
    database: DatabaseDep,
    sessions: SessionStoreDep,
    limiter: GuessLimiterDep,
    address: AddressDep,
) -> Ok:
    """The session is a cookie that no script can read."""
    engineer = await require_engineer(database, session, limiter, body, address=address)
    token = await sign_in_engineer(sessions, engineer)
    begin_browser_session(request, response, token, sessions.lifetime_seconds)
    return OK


@router.post("/refresh", summary="Renew my session")
async def refresh_session(
    request: Request,
    response: Response,
    _: PersonDep,
    token: CredentialDep,
    sessions: SessionStoreDep,
) -> Ok:
    """For browsers: another token, with its full lifetime, in place of the one at hand.

    Once a minute at most: in the minute after a renewal the former cookie and the new one are both
    answered with the new one, so an answer that was lost signs nobody out.
    """
    renewed = await service.renew(sessions, token)
    begin_browser_session(request, response, renewed, sessions.lifetime_seconds)
    return OK


@router.post("/logout", summary="Sign out")
async def sign_out(
    request: Request,
    response: Response,
    _: AnyCallerDep,
    token: CredentialDep,
    provider: IdentityProviderDep,
    sessions: SessionStoreDep,
) -> SignedOut:
    """Ends this session; other sessions of the same caller live on."""
    url = await ending.sign_out(provider, sessions, token)
    end_browser_session(request, response)
    return SignedOut(status="OK", provider_logout_url=url)


@router.post(
    "/backchannel_logout",
    summary="Sign out who has signed out at the identity provider",
    dependencies=[PUBLIC],
    responses=problems(LogoutNotProven, IdentityProviderUnavailable, TooManyRequests),
    openapi_extra={"requestBody": {"content": {_FORM: {"schema": _LOGOUT_FORM}}, "required": True}},
)
async def sign_out_by_provider(
    response: Response,
    session: SessionDep,
    provider: IdentityProviderDep,
    sessions: SessionStoreDep,
    hints: LogoutHintsDep,
    logout_token: LogoutTokenDep,
) -> Ok:
    """For the provider: OpenID Connect Back-Channel Logout 1.0. Each token works once."""
    response.headers["Cache-Control"] = "no-store"
    await ending.follow_provider(session, provider, sessions, hints, logout_token)
    return OK


@router.get("/options", summary="How one can sign in", dependencies=[PUBLIC])
async def get_sign_in_options(provider: IdentityProviderDep) -> SignInOptions:
    """What the sign-in page offers to staff beside login and password."""
    return SignInOptions(staff_by_provider=provider.knows_staff)


@admin_router.put(
    "/user/{user_id}/identity",
    summary="Say who a user is at the identity provider",
    responses=problems(UserNotFound, IdentityInUse),
)
async def link_identity(user_id: UUID, body: IdentityLink, _: AdminDep, session: SessionDep) -> Ok:
    """Without it, whoever signs in for the first time becomes a new user. Replaces a former one."""
    await linking.link(session, user_id, body.subject)
    return OK


@admin_router.delete(
    "/user/{user_id}/identity",
    summary="Unlink a user from the identity provider",
    responses=problems(UserNotFound),
)
async def unlink_identity(user_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """Ends the sessions that the user has."""
    await linking.unlink(session, user_id)
    return OK


def _to_sign_in_page(error: SignInError) -> Response:
    # A person waits in front of a browser: a page says it better than a problem in JSON.
    return RedirectResponse(f"{SIGN_IN_PAGE}?{urlencode({'error': error.code})}", status_code=303)
