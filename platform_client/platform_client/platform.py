"""The connection to a platform's gateway."""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from httpx_sse import EventSource, aconnect_sse
from platform_client.errors import PlatformError, problem_of, unreachable
from platform_client.models.health import Readiness
from platform_client.retries import Attempts, RetryPolicy, is_passing, retry_after, was_not_sent
from pydantic import BaseModel, TypeAdapter, ValidationError

Answer = TypeVar("Answer")

_SAFE_METHODS = frozenset({"GET", "PUT", "DELETE"})
_CONNECT_SECONDS = 5.0
_TIMEOUT = httpx.Timeout(30.0, connect=_CONNECT_SECONDS)
# The servers send a comment at least every 15 seconds; a longer silence is a dead connection.
_STREAM_TIMEOUT = httpx.Timeout(45.0, connect=_CONNECT_SECONDS)


@dataclass(frozen=True)
class Call:
    """One request. With `key` (Idempotency-Key), or if `is_repeatable`, it is sent again when the
    platform does not answer; what is safe by its method always is. `content` is a body that is not
    JSON, such as a picture or, with its `content_type`, a table."""

    method: str
    path: str
    body: BaseModel | Mapping[str, Any] | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    is_repeatable: bool = False
    content: bytes | None = None
    content_type: str | None = None

    @property
    def may_be_repeated(self) -> bool:
        return self.is_repeatable or self.key is not None or self.method in _SAFE_METHODS

    @property
    def json(self) -> Any:
        if isinstance(self.body, BaseModel):
            return self.body.model_dump(mode="json", exclude_none=True)
        return self.body

    @property
    def headers(self) -> dict[str, str]:
        given = {"Idempotency-Key": self.key, "Content-Type": self.content_type}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def parameters(self) -> dict[str, Any]:
        return {name: value for name, value in self.query.items() if value is not None}


class Platform:
    """Use it as `async with Platform("http://localhost:8080") as platform:`.

    One platform serves any number of callers at once; it holds the connections.
    """

    def __init__(
        self,
        url: str,
        *,
        retries: RetryPolicy | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: float | None = None,
    ) -> None:
        """`timeout`: seconds in which an answer must come, 30 where nothing is said."""
        self.url = url.rstrip("/")
        self.retries = retries or RetryPolicy()
        limit = _TIMEOUT if timeout is None else httpx.Timeout(timeout)
        self._http = httpx.AsyncClient(base_url=self.url, timeout=limit, transport=transport)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self._http.__aexit__(kind, error, traceback)

    async def send(
        self, answer_type: type[Answer], call: Call, *, token: str | None = None
    ) -> Answer:
        """The answer, after as many attempts as the call allows. Raises `PlatformError`."""
        response = await self.fetch(call, token=token)
        try:
            return _reader(answer_type).validate_json(response.content)
        except ValidationError as error:
            detail = f"{call.method} {call.path} answered in another form than expected: {error}"
            raise PlatformError(
                "UNREADABLE_ANSWER",
                detail,
                status=response.status_code,
                request_id=response.headers.get("X-Request-ID"),
            ) from error

    async def fetch(self, call: Call, *, token: str | None = None) -> httpx.Response:
        """The good answer as it came, which may be a file."""
        return await self._send_with_retries(call, _bearer(token) | call.headers)

    async def get_readiness(self, server: str) -> Readiness:
        """How `base`, `store` or `face` is. One attempt: a bad state is an answer, too."""
        try:
            response = await self._http.get(f"/health/{server}")
        except httpx.TransportError as error:
            raise unreachable(error) from error
        try:
            return Readiness.model_validate_json(response.content)
        except ValidationError:
            raise problem_of(response) from None

    def open_stream(
        self, path: str, *, token: str, last_event_id: str | None
    ) -> AbstractAsyncContextManager[EventSource]:
        """One connection to a stream of server-sent events; see `streams.follow`."""
        headers = _bearer(token)
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        return aconnect_sse(self._http, "GET", path, headers=headers, timeout=_STREAM_TIMEOUT)

    async def _send_with_retries(self, call: Call, headers: dict[str, str]) -> httpx.Response:
        attempts = Attempts(self.retries)
        while True:
            wanted: float | None = None
            try:
                response = await self._http.request(
                    call.method,
                    call.path,
                    json=call.json,
                    content=call.content,
                    params=call.parameters,
                    headers=headers,
                )
            except httpx.TransportError as error:
                failure = unreachable(error)
                can_repeat = call.may_be_repeated or was_not_sent(error)
            else:
                if response.is_success:
                    return response
                failure, wanted = problem_of(response), retry_after(response)
                # What was refused for being one too many was not done.
                is_safe = call.may_be_repeated or failure.status == httpx.codes.TOO_MANY_REQUESTS
                can_repeat = is_safe and is_passing(failure)
            pause = attempts.pause(wanted) if can_repeat else None
            if pause is None:
                raise failure
            await asyncio.sleep(pause)


# Making one costs more than a call.
_readers: dict[Any, TypeAdapter[Any]] = {}


def _reader(answer_type: type[Answer]) -> TypeAdapter[Answer]:
    if answer_type not in _readers:
        _readers[answer_type] = TypeAdapter(answer_type)
    return _readers[answer_type]


def _bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token is not None else {}
