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
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from service_kit.components import Components
from service_kit.errors import ServiceError
from service_kit.routing import Guard
from starlette.requests import Request

SERVICE = "service"


class Unauthenticated(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    code = "UNAUTHENTICATED"
    detail = "This route needs a valid session. Sign in and send it as Authorization: Bearer."

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


class Authenticator(ABC):
    """A component that knows one kind of credential."""

    @abstractmethod
    async def authenticate(self, credential: str) -> Caller | None:
        """The caller that this credential proves, or None when it is not one of ours."""


_bearer = HTTPBearer(auto_error=False, description="A session token, or a service's credential.")


async def identify(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """The caller of this request, or 401."""
    if credentials is None:
        raise Unauthenticated
    caller = await _authenticate(request, credentials.credentials)
    if caller is None:
        raise Unauthenticated
    request.scope["caller"] = f"{caller.kind}:{caller.id}"
    return caller


async def _authenticate(request: Request, credential: str) -> Caller | None:
    components: Components = request.app.state.components
    for component in components:
        if isinstance(component, Authenticator):
            caller = await component.authenticate(credential)
            if caller is not None:
                return caller
    return None


async def _still_signed_in(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Callable[[], Awaitable[bool]]:
    async def is_signed_in() -> bool:
        if credentials is None:
            return False
        return await _authenticate(request, credentials.credentials) is not None

    return is_signed_in


# For streams, which outlive the moment in which their caller was let in.
StillSignedInDep = Annotated[Callable[[], Awaitable[bool]], Depends(_still_signed_in)]


IdentifiedDep = Annotated[Caller, Depends(identify)]


class CallerGuard(Guard):
    """Lets callers of these kinds pass (none named: any), if they hold all of `privileges`."""

    def __init__(self, *kinds: str, privileges: int = 0) -> None:
        self.kinds = frozenset(kinds)
        self.privileges = privileges

    def admits(self, caller: Caller) -> bool:
        if self.kinds and caller.kind not in self.kinds:
            return False
        return caller.privileges & self.privileges == self.privileges

    async def __call__(self, caller: IdentifiedDep) -> Caller:
        if not self.admits(caller):
            raise Forbidden
        return caller


AnyCallerDep = Annotated[Caller, Depends(CallerGuard())]
ServiceDep = Annotated[Caller, Depends(CallerGuard(SERVICE))]
