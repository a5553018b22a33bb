"""What belongs to the request at hand, wherever the code is: its id, who sent it and from where."""

import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

REQUEST_ID_HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{8,128}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `id` is None for work that nobody asked for. `label` is for the log."""

    kind: str
    id: UUID | None
    name: str
    label: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Here and not in each line of the log: writing a UUID out costs as much as the line.
        label = "-" if self.id is None else f"{self.kind}:{self.id}"
        object.__setattr__(self, "label", label)


SYSTEM = Actor(kind="system", id=None, name="system")
ANONYMOUS = Actor(kind="anonymous", id=None, name="anonymous")


@dataclass(slots=True)
class RequestContext:
    """One object per request: whatever task of the request changes it, the others see it."""

    request_id: str
    operation: str | None
    """The method and the path, without the query: a query may hold what is nobody's business."""
    address: str | None
    actor: Actor


_OUTSIDE = RequestContext(request_id="-", operation=None, address=None, actor=SYSTEM)
_request: ContextVar[RequestContext] = ContextVar("request", default=_OUTSIDE)


def current_request() -> RequestContext:
    """The request at hand; outside of one, work of the system itself."""
    return _request.get()


def current_request_id() -> str:
    """The id of the request at hand, `-` outside of one."""
    return _request.get().request_id


def begin_request(
    received_id: bytes | None, *, operation: str | None = None, address: str | None = None
) -> str:
    """Take over a well-formed id from the caller, or make one."""
    if received_id is not None and _WELL_FORMED.fullmatch(received_id):
        request_id = received_id.decode("ascii")
    else:
        request_id = uuid.uuid4().hex
    _request.set(RequestContext(request_id, operation, address, ANONYMOUS))
    return request_id


def act_as(actor: Actor) -> None:
    """Say who acts in the request at hand. Routes that find it out themselves call this.

    Outside of a request nothing changes: the system acts for itself.
    """
    request = _request.get()
    if request is not _OUTSIDE:
        request.actor = actor
