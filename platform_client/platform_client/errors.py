"""The one exception of this package."""

from typing import Any

import httpx


class PlatformError(Exception):
    """The platform refused, or did not answer.

    `status` is the HTTP status, None when no answer came. `code` is the stable code of the problem
    (`OUT_OF_STOCK`, …); this package's own are `UNREACHABLE`, `SERVER_MISMATCH`,
    `UNEXPECTED_CHALLENGE` and `UNREADABLE_ANSWER`. `extra` holds the problem's further members.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int | None = None,
        request_id: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        self.code = code
        self.detail = detail
        self.status = status
        self.request_id = request_id
        self.extra = extra or {}
        super().__init__(code, detail, status, request_id)

    def __str__(self) -> str:
        said = f"{self.code}: {self.detail}"
        # Of what went wrong on the platform's side only its logs tell more.
        is_theirs = self.status is not None and self.status >= httpx.codes.INTERNAL_SERVER_ERROR
        return f"{said} (request {self.request_id})" if is_theirs and self.request_id else said


_STANDARD = {"type", "title", "status", "code", "detail", "request_id"}


def problem_of(response: httpx.Response) -> PlatformError:
    """What an answer that is not a success says."""
    request_id = response.headers.get("X-Request-ID")
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or "code" not in body:
        return PlatformError(
            f"HTTP_{response.status_code}",
            f"{response.url} answered {response.status_code} {response.reason_phrase}.",
            status=response.status_code,
            request_id=request_id,
        )
    return PlatformError(
        str(body["code"]),
        str(body.get("detail", "")),
        status=response.status_code,
        request_id=body.get("request_id", request_id),
        extra={name: value for name, value in body.items() if name not in _STANDARD},
    )


def unreachable(error: httpx.TransportError) -> PlatformError:
    reason = str(error) or type(error).__name__
    return PlatformError("UNREACHABLE", f"The platform did not answer ({reason}).")
