"""One lean ASGI middleware around the whole application.

Request id, security headers, metrics, the log line and the answer to a bug are one wrapper
instead of five: measured on a single-statement endpoint, separate `BaseHTTPMiddleware` classes
cost two thirds of the throughput.
"""

from time import perf_counter, time

import structlog
from service_kit.errors import (
    MEDIA_TYPE,
    internal_error_response,
    nul_response,
    too_large_response,
)
from service_kit.finished_requests import FinishedRequest, FinishedRequests
from service_kit.request_context import REQUEST_ID_HEADER, begin_request, current_request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger("http")

_REQUEST_ID = REQUEST_ID_HEADER.lower().encode()
SECURITY_HEADERS: list[tuple[bytes, bytes]] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
_NO_STORE = (b"cache-control", b"no-store")
PROBLEM_TYPE = MEDIA_TYPE.encode()
TOO_LARGE = 413


class RequestEnvelope:
    """Everything that happens to each request, once, around the application."""

    def __init__(self, app: ASGIApp, finished: FinishedRequests) -> None:
        self._app = app
        self._finished = finished

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(_begin(scope), send)
        started = perf_counter()
        try:
            if _holds_nul(scope):
                await nul_response()(scope, receive, answer.send)
            else:
                await self._app(scope, receive, answer.send)
            if answer.is_too_large_in_plain_text:
                await too_large_response()(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 - the last line of defence answers any bug
            _log.exception("request.failed", path=scope["path"], error=type(error).__name__)
            if not answer.status:
                await internal_error_response()(scope, receive, answer.send)
        finally:
            self._record(scope, answer.status, perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        self._finished.add(
            FinishedRequest(
                context=current_request(),
                method=scope["method"],
                route=getattr(scope.get("route"), "path", "unmatched"),
                status=status,
                seconds=seconds,
                at=time(),
            )
        )


class _Answer:
    """The answer on its way out: adds headers and remembers the status.

    Starlette's body limit answers in plain text before any error handler sees it. That answer is
    held back here, so that the one of ours can take its place.
    """

    __slots__ = ("_request_id", "_send", "is_too_large_in_plain_text", "status")

    def __init__(self, request_id: str, send: Send) -> None:
        self._request_id = request_id.encode()
        self._send = send
        self.status = 0
        self.is_too_large_in_plain_text = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message["headers"] = list(message["headers"])
            is_problem = (b"content-type", PROBLEM_TYPE) in headers
            self.is_too_large_in_plain_text = self.status == TOO_LARGE and not is_problem
            headers.append((_REQUEST_ID, self._request_id))
            headers.extend(SECURITY_HEADERS)
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append(_NO_STORE)
        if not self.is_too_large_in_plain_text:
            await self._send(message)


def _begin(scope: Scope) -> str:
    client = scope.get("client")
    return begin_request(
        _header(scope, _REQUEST_ID),
        operation=f"{scope['method']} {scope['path']}",
        address=client[0] if client else None,
    )


def _holds_nul(scope: Scope) -> bool:
    return b"%00" in scope["query_string"] or "\0" in scope["path"]


def _header(scope: Scope, name: bytes) -> bytes | None:
    for key, value in scope["headers"]:
        if key == name:
            found: bytes = value
            return found
    return None
