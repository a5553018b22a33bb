"""Business failures as classes, and every failure as problem details (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import asyncpg
import orjson
import redis.exceptions
import sqlalchemy.exc
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ConfigDict
from service_kit.request_context import current_request_id
from service_kit.schemas import Schema
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
VALIDATION_ERROR = "VALIDATION_ERROR"

_log = structlog.get_logger(__name__)


class Problem(Schema):
    """The body of every answer that is not a success."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str


class ServiceError(Exception):
    """One class per business failure: a status, a stable code and a sentence with the way out.

    `extra` are further members of the problem (which items, how many are left, …).
    """

    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "INTERNAL_ERROR"
    detail: str = "Something went wrong on our side. Try again; report the request_id if it stays."

    def __init__(
        self,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        self.detail = detail or type(self).detail
        self.headers = dict(headers or {})
        self.extra = extra
        super().__init__(self.detail)


class Unavailable(ServiceError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "UNAVAILABLE"
    detail = "A part that this answer needs is away. Try again in a few seconds."

    def __init__(self, detail: str | None = None, *, retry_after: int = 2, **extra: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)}, **extra)


class TooManyRequests(ServiceError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "TOO_MANY_REQUESTS"
    detail = "Too many attempts. Wait as long as Retry-After says."

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after)})


# Python before 3.13 has the older words of these statuses (RFC 9110, 15.5).
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def problem_response(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Response:
    """One problem as a response; `extra` never replaces a standard member."""
    body = {
        **(extra or {}),
        "type": f"urn:problem:{code.lower().replace('_', '-')}",
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": int(status),
        "detail": detail,
        "code": code,
        "request_id": current_request_id(),
    }
    return Response(
        orjson.dumps(body, default=str),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def internal_error_response() -> Response:
    return problem_response(ServiceError.status, ServiceError.code, ServiceError.detail)


_CODES_BY_STATUS = {
    400: ("BAD_REQUEST", "The request could not be read. Check its headers and body."),
    404: ("NOT_FOUND", "There is nothing at this address. Check the path."),
    405: ("METHOD_NOT_ALLOWED", "This address does not take that method. See the Allow header."),
    413: ("BODY_TOO_LARGE", "The body is larger than this route takes. Send less."),
}

# What the drivers raise when the database or Redis is away, restarting or overloaded.
_OUTAGES: tuple[type[Exception], ...] = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InterfaceError,
    # What asyncpg says of a connection that has read PostgreSQL's last words, but not its end yet:
    # "cannot switch to state …; another operation is in progress". Nothing was sent.
    asyncpg.InternalClientError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    redis.exceptions.BusyLoadingError,
    sqlalchemy.exc.TimeoutError,
    ConnectionError,
    TimeoutError,
)


def too_large_response() -> Response:
    code, detail = _CODES_BY_STATUS[413]
    return problem_response(413, code, detail)


async def _on_service_error(_: Request, error: ServiceError) -> Response:
    return problem_response(
        error.status, error.code, error.detail, headers=error.headers, extra=error.extra
    )


def nul_response() -> Response:
    """To an address with a NUL, which no text in a database can hold."""
    return _malformed([{"loc": ["url"], "msg": "must not hold a NUL", "type": "nul"}])


async def _on_validation_error(_: Request, error: RequestValidationError) -> Response:
    # The rejected input is left out: it may be a password or a picture.
    return _malformed(
        [
            {"loc": entry["loc"], "msg": entry["msg"], "type": entry["type"]}
            for entry in error.errors()
        ]
    )


def _malformed(errors: Sequence[Mapping[str, Any]]) -> Response:
    return problem_response(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        VALIDATION_ERROR,
        "The request does not have the documented form. `errors` names each place. A body is JSON, "
        "with Content-Type: application/json.",
        extra={"errors": errors},
    )


async def _on_http_exception(_: Request, error: HTTPException) -> Response:
    code, detail = _CODES_BY_STATUS.get(
        error.status_code, (HTTPStatus(error.status_code).name, str(error.detail))
    )
    return problem_response(error.status_code, code, detail, headers=error.headers)


async def _on_outage(_: Request, error: Exception) -> Response:
    _log.warning("dependency.unavailable", error=type(error).__name__)
    outage = Unavailable()
    return problem_response(outage.status, outage.code, outage.detail, headers=outage.headers)


async def _on_database_error(request: Request, error: sqlalchemy.exc.DBAPIError) -> Response:
    # SQLAlchemy has no word of its own for a deadlock: what the driver raised stands behind it.
    cause = error.orig.__cause__ if error.orig is not None else None
    if (
        error.connection_invalidated
        or isinstance(error, (sqlalchemy.exc.OperationalError, sqlalchemy.exc.InterfaceError))
        or isinstance(cause, _OUTAGES)
    ):
        return await _on_outage(request, error)
    raise error


def install_error_handlers(app: FastAPI) -> None:
    """Map every failure to problem details; only a bug is left for the outermost middleware."""
    handlers: dict[Any, Any] = {
        ServiceError: _on_service_error,
        RequestValidationError: _on_validation_error,
        HTTPException: _on_http_exception,
        sqlalchemy.exc.DBAPIError: _on_database_error,
        **dict.fromkeys(_OUTAGES, _on_outage),
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def problems(*errors: type[ServiceError]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: its business errors, grouped by status, for OpenAPI.

    Without a `model`, from which FastAPI would build a validator for each status of each route
    when the server starts: that a failure is a `Problem` is written by `service_kit.openapi`.
    """
    by_status: dict[int | str, list[str]] = {}
    for error in errors:
        by_status.setdefault(int(error.status), []).append(f"`{error.code}`: {error.detail}")
    return {status: {"description": "\n\n".join(lines)} for status, lines in by_status.items()}
