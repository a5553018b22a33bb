"""What a browser's sign-in asks for."""

from typing import Annotated
from urllib.parse import parse_qs

from base_api import CallerKind
from fastapi import Depends
from service_kit.browser import cookie_name, require_own_page
from service_kit.callers import Caller, CallerGuard
from service_kit.redis_async.connection import RedisDep
from service_kit.redis_async.sessions import SessionStoreDep
from starlette.requests import Request

from app.sign_in.attempts import SECRET_LENGTH, Attempts
from app.sign_in.errors import LogoutNotProven
from app.sign_in.hints import LogoutHints

BROWSER_COOKIE = "sign_in"
_LARGEST_FORM = 20_000


async def _attempts(redis: RedisDep) -> Attempts:
    return Attempts(redis.client)


async def _hints(redis: RedisDep, sessions: SessionStoreDep) -> LogoutHints:
    return LogoutHints(redis.client, sessions)


async def _browser_secret(request: Request) -> str | None:
    """What this browser was given when it first began to sign in: several tabs share it."""
    secret = request.cookies.get(cookie_name(request, BROWSER_COOKIE))
    return secret if secret is not None and len(secret) == SECRET_LENGTH else None


async def _logout_token(request: Request) -> str:
    """Of the form that a provider sends. One that holds none proves nothing, like a wrong one."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > _LARGEST_FORM:
            raise LogoutNotProven
    found = parse_qs(content.decode("ascii", errors="replace")).get("logout_token", [])
    if len(found) != 1:
        raise LogoutNotProven
    return found[0]


async def _own_page(request: Request) -> None:
    require_own_page(request)


# Who sits in front of a browser. Devices sign in anew.
PersonDep = Annotated[Caller, Depends(CallerGuard(CallerKind.PASSENGER, CallerKind.ENGINEER))]
AttemptsDep = Annotated[Attempts, Depends(_attempts)]
LogoutTokenDep = Annotated[str, Depends(_logout_token)]
LogoutHintsDep = Annotated[LogoutHints, Depends(_hints)]
BrowserSecretDep = Annotated[str | None, Depends(_browser_secret)]
# Before there is a session there is nothing to be repeated in a header; the origin must do.
OWN_PAGE = Depends(_own_page)
