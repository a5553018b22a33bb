"""Who is calling: a session's holder or another service, with the permission in the type.

A service names its callers once, as `Annotated` aliases:

    RobotDep = Annotated[Caller, Depends(CallerGuard("robot"))]
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase
from fastapi.security.utils import get_authorization_scheme_param
from service_kit.browser import require_own_request, session_token
from service_kit.components import Components
from service_kit.errors import ServiceError
from service_kit.request_context import Actor, act_as
from service_kit.routing import Guard
from starlette.requests import Request

SERVICE = "service"


class Unauthenticated(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    code = "UNAUTHENTICATED"
    detail = (
        "This route needs a valid session. Sign in and send its token as Authorization: Bearer; a "
        "browser that has signed in sends its cookie."
    )

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class Forbidden(ServiceError):
    status = HTTPStatus.FORBIDDEN
    code = "FORBIDDEN"
    detail = "This route is for another kind of caller, or needs a privilege that you do not have."


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of a session, or a service.

    `privileges` is a bit mask whose meaning belongs to the services. `attributes` are facts that
    do not change during a session, such as the shop of a terminal.
    """

    kind: str
    id: UUID
    name: str
    privileges: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    actor: Actor = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actor", Actor(self.kind, self.id, self.name))


class Authenticator(ABC):
    """A component that knows one kind of credential."""

    @abstractmethod
    async def authenticate(self, credential: str) -> Caller | None:
        """The caller that this credential proves, or None when it is not one of ours."""


_BEARER = HTTPBearer(description="A session token, or a service's credential.")
_IDENTITY = "identity"
_CREDENTIAL = "credential"


async def identify(request: Request) -> Caller:
    """The caller of this request, or 401; looked up once however often a request asks."""
    known: Caller | None = request.scope.get(_IDENTITY)
    if known is not None:
        return known
    caller = await _authenticate(request)
    if caller is None:
        raise Unauthenticated
    request.scope[_IDENTITY] = caller
    act_as(caller.actor)
    return caller


async def _authenticate(request: Request) -> Caller | None:
    """By the header; without one by the browser's cookie, which a foreign page cannot use."""
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, credential = get_authorization_scheme_param(header)
        return await _find_caller(request, credential) if scheme.lower() == "bearer" else None
    token = session_token(request)
    caller = await _find_caller(request, token) if token else None
    if token and caller is not None:
        require_own_request(request, token)
    return caller


async def _find_caller(request: Request, credential: str) -> Caller | None:
    components: Components = request.app.state.components
    for authenticator in components.all_of(Authenticator):  # type: ignore[type-abstract]
        caller = await authenticator.authenticate(credential)
        if caller is not None:
            request.scope[_CREDENTIAL] = credential
            return caller
    return None


async def _credential(request: Request) -> str:
    await identify(request)
    credential: str = request.scope[_CREDENTIAL]
    return credential


# For routes that do something to the very session by which they are asked.
CredentialDep = Annotated[str, Depends(_credential)]


async def _still_signed_in(request: Request) -> Callable[[], Awaitable[bool]]:
    async def is_signed_in() -> bool:
        return await _authenticate(request) is not None

    return is_signed_in


# For streams, which outlive the moment in which their caller was let in.
StillSignedInDep = Annotated[Callable[[], Awaitable[bool]], Depends(_still_signed_in)]
IdentifiedDep = Annotated[Caller, Depends(identify)]


class CallerGuard(Guard, SecurityBase):
    """Lets callers of these kinds pass (none named: any), if they hold all of `privileges`.

    It is the security scheme of the OpenAPI document at the same time, and asks for nothing but
    the request: each dependency below another costs a busy route more than the session does.
    """

    def __init__(self, *kinds: str, privileges: int = 0) -> None:
        self.model = _BEARER.model
        self.scheme_name = _BEARER.scheme_name
        self.kinds = frozenset(kinds)
        self.privileges = privileges

    def admits(self, caller: Caller) -> bool:
        if self.kinds and caller.kind not in self.kinds:
            return False
        return caller.privileges & self.privileges == self.privileges

    async def __call__(self, request: Request) -> Caller:
        caller = await identify(request)
        if not self.admits(caller):
            raise Forbidden
        return caller


AnyCallerDep = Annotated[Caller, Depends(CallerGuard())]
ServiceDep = Annotated[Caller, Depends(CallerGuard(SERVICE))]
