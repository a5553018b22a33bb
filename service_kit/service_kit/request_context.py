"""What belongs to the request at hand, wherever the code is: its id."""

import re
import uuid
from contextvars import ContextVar

REQUEST_ID_HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{8,128}")
_request_id: ContextVar[str] = ContextVar("request_id", default="-")


def current_request_id() -> str:
    """The id of the request at hand, `-` outside of one."""
    return _request_id.get()


def begin_request(received: bytes | None) -> str:
    """Take over a well-formed id from the caller, or make one."""
    if received is not None and _WELL_FORMED.fullmatch(received):
        request_id = received.decode("ascii")
    else:
        request_id = uuid.uuid4().hex
    _request_id.set(request_id)
    return request_id
