"""Sessions of browsers: the token is in a cookie, and other sites must not be able to use it.

A browser sends its cookies with whatever any page makes it ask for. So whoever signs in by cookie
proves with each request that changes something that a page of this platform asks: by the `Origin`,
which no page can forge, and by repeating in a header what only our own pages can read in a cookie.
"""

import hashlib
import secrets
from http import HTTPStatus

from service_kit.errors import ServiceError
from service_kit.settings import ServiceSettings
from starlette.requests import Request
from starlette.responses import Response

CSRF_COOKIE = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
SESSION_COOKIE = "session"
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignRequest(ServiceError):
    status = HTTPStatus.FORBIDDEN
    code = "FOREIGN_REQUEST"
    detail = (
        "This request did not come from a page of this platform. A browser that is signed in sends "
        f"the cookie {CSRF_COOKIE} as the header {CSRF_HEADER}, and the platform's own Origin."
    )


def session_token(request: Request) -> str | None:
    """What the browser holds as its session, whether or not it is one."""
    return request.cookies.get(cookie_name(request, SESSION_COOKIE))


def begin_browser_session(
    request: Request, response: Response, token: str, lifetime_seconds: int
) -> None:
    """Give the browser its session, in place of any that it had."""
    set_private_cookie(request, response, SESSION_COOKIE, token, lifetime_seconds)
    response.set_cookie(
        CSRF_COOKIE,
        _csrf_token(token),
        max_age=lifetime_seconds,
        secure=_is_secure(request),
        samesite="lax",
    )


def end_browser_session(request: Request, response: Response) -> None:
    delete_private_cookie(request, response, SESSION_COOKIE)
    response.delete_cookie(CSRF_COOKIE, secure=_is_secure(request), samesite="lax")


def set_private_cookie(
    request: Request, response: Response, name: str, value: str, lifetime_seconds: int
) -> None:
    """A cookie that no script can read, and that no other host can set where there is TLS."""
    response.set_cookie(
        cookie_name(request, name),
        value,
        max_age=lifetime_seconds,
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def delete_private_cookie(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(
        cookie_name(request, name), secure=_is_secure(request), httponly=True, samesite="lax"
    )


def cookie_name(request: Request, name: str) -> str:
    return f"__Host-{name}" if _is_secure(request) else name


def require_own_page(request: Request) -> None:
    """Raises `ForeignRequest` unless a page of this platform sends the request."""
    if request.headers.get("Origin") != _public_url(request):
        raise ForeignRequest


def require_own_request(request: Request, token: str) -> None:
    """Raises `ForeignRequest` for a change that another site may have wanted with this session."""
    if request.method in _CHANGES_NOTHING:
        return
    require_own_page(request)
    sent = (request.cookies.get(CSRF_COOKIE, ""), request.headers.get(CSRF_HEADER, ""))
    if not all(secrets.compare_digest(one.encode(), _csrf_token(token).encode()) for one in sent):
        raise ForeignRequest


def _csrf_token(token: str) -> str:
    # Bound to the session: one that another host has planted in the browser fits none.
    return hashlib.sha256(f"csrf|{token}".encode()).hexdigest()


def _is_secure(request: Request) -> bool:
    return _public_url(request).startswith("https://")


def _public_url(request: Request) -> str:
    settings: ServiceSettings = request.app.state.settings
    return settings.public_url
