"""The client that a typed API of another service is built on."""

import asyncio
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import orjson
import stamina
import structlog
from circuitbreaker import CircuitBreaker
from service_kit.components import Component
from service_kit.errors import ServiceError, Unavailable
from service_kit.http_client.credentials import Credential
from service_kit.http_client.messages import Answer, Parameters, Question, Unanswered
from service_kit.request_context import REQUEST_ID_HEADER, current_request_id
from service_kit.settings import PeerSettings

if TYPE_CHECKING:
    from service_kit.http_client.wire import Wire

ATTEMPTS = 3
_SAFE_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})
_RETRIED_STATUSES = frozenset({502, 503, 504})
_FAILURES_TO_OPEN = 5
_OPEN_SECONDS = 2

_log = structlog.get_logger(__name__)


class PeerError(Exception):
    """Another service refused: its status, code and sentence, for the caller to translate."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail


class PeerUnavailable(Unavailable):
    code = "NEIGHBOUR_UNAVAILABLE"


class _Failed(Exception):
    """An attempt that says nothing about the request itself, so it may be repeated."""


class ServiceClient(Component):
    """Calls one service: signed, bounded in time, repeated only where repeating is harmless.

    Subclasses say `name` (of the service called), and offer typed methods. A neighbour is not
    required: whoever cannot do without it answers 503 by itself, by `PeerUnavailable`.
    """

    name: ClassVar[str]
    required: ClassVar[bool] = False

    def __init__(self, settings: PeerSettings, *, caller: str) -> None:
        self._settings = settings
        self._credential = Credential(caller=caller, audience=self.name, secret=settings.secret)
        self._wire: Wire | None = None
        self._was_met = False
        self._breaker = CircuitBreaker(
            failure_threshold=_FAILURES_TO_OPEN,
            recovery_timeout=_OPEN_SECONDS,
            expected_exception=_Failed,
            name=self.name,
        )

    async def close(self) -> None:
        if self._wire is not None:
            await self._wire.close()

    async def check(self) -> None:
        if not self._was_met:
            await self._meet()
            return
        # Not /readyz: two services that ask each other for readiness would ask in circles.
        answer = await (await self._opened()).send(Question("GET", "/healthz", {}))
        if not answer.is_success:
            raise _refusal(answer)

    async def _meet(self) -> None:
        """Does anybody listen? That has to do while a server starts: to load what questions are
        asked with takes longer than all that it waits for."""
        place = urlsplit(self._settings.url)
        port = place.port or (443 if place.scheme == "https" else 80)
        _, writer = await asyncio.open_connection(place.hostname, port)
        writer.close()
        self._was_met = True

    async def request(
        self,
        method: str,
        path: str,
        *,
        idempotency_key: str | None = None,
        params: Parameters | None = None,
        json: Any = None,
    ) -> Answer:
        """The answer of the service, 2xx. `json`: anything that orjson can write.

        Raises:
            PeerError: the service understood and refused.
            PeerUnavailable: it could not be reached, or failed, or has just failed too often.
        """
        if self._breaker.opened:
            raise PeerUnavailable(f"{self.name} is away. Try again in a few seconds.")
        may_repeat = method in _SAFE_METHODS or idempotency_key is not None
        body = None if json is None else orjson.dumps(json)
        question = Question(method, path, self._headers(idempotency_key, body), params, body)
        try:
            with self._breaker:
                answer = await self._attempt(question, ATTEMPTS if may_repeat else 1)
        except _Failed as failure:
            _log.warning("peer.unavailable", peer=self.name, error=str(failure))
            raise PeerUnavailable(f"{self.name} is away. Try again in a few seconds.") from failure
        if answer.is_success:
            return answer
        raise _refusal(answer)

    def _headers(self, idempotency_key: str | None, body: bytes | None) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self._credential.show()}",
            REQUEST_ID_HEADER: current_request_id(),
        }
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        if body is not None:
            headers["Content-Type"] = "application/json"
        return headers

    async def _attempt(self, question: Question, attempts: int) -> Answer:
        async for attempt in stamina.retry_context(
            on=_Failed,
            attempts=attempts,
            timeout=self._settings.timeout_seconds,
            wait_initial=0.05,
            wait_max=0.5,
            wait_jitter=0.1,
        ):
            with attempt:
                return await self._send(question)
        raise AssertionError("the loop returns or raises")

    async def _send(self, question: Question) -> Answer:
        try:
            answer = await (await self._opened()).send(question)
        except Unanswered as error:
            raise _Failed(str(error)) from error
        if answer.status in _RETRIED_STATUSES:
            raise _Failed(f"status {answer.status}")
        return answer

    async def _opened(self) -> "Wire":
        if self._wire is None:
            # Beside the loop, where others wait to be answered.
            await asyncio.to_thread(import_module, "service_kit.http_client.wire")
        return self._wire or self._made()

    def _made(self) -> "Wire":
        """Made once, however many have waited for the import."""
        from service_kit.http_client.wire import Wire  # noqa: PLC0415 - takes long to load

        if self._wire is None:
            self._wire = Wire(self._settings)
        return self._wire


def _refusal(answer: Answer) -> Exception:
    try:
        problem = answer.json()
        return PeerError(answer.status, problem["code"], problem["detail"])
    except (ValueError, KeyError, TypeError):
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return ServiceError()
        return PeerError(answer.status, "UNKNOWN", _phrase(answer.status))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
