"""The client that a typed API of another service is built on."""

from http import HTTPStatus
from typing import Any, ClassVar

import orjson
import stamina
import structlog
from circuitbreaker import CircuitBreaker
from service_kit.components import Component
from service_kit.errors import ServiceError, Unavailable
from service_kit.http_client.credentials import Credential
from service_kit.http_client.late_wire import LateWire
from service_kit.http_client.messages import Answer, Parameters, Question, Unanswered
from service_kit.request_context import REQUEST_ID_HEADER, current_request_id
from service_kit.settings import PeerSettings

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
        self._url = settings.url.rstrip("/")
        self._wire = LateWire(self._url, seconds=settings.timeout_seconds)
        self._breaker = CircuitBreaker(
            failure_threshold=_FAILURES_TO_OPEN,
            recovery_timeout=_OPEN_SECONDS,
            expected_exception=_Failed,
            name=self.name,
        )

    async def close(self) -> None:
        await self._wire.close()

    async def check(self) -> None:
        if not await self._wire.has_met():
            return
        # Not /readyz: two services that ask each other for readiness would ask in circles.
        answer = await self._wire.send(Question("GET", f"{self._url}/healthz", {}))
        if not answer.is_success:
            raise _refusal(answer)

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
        headers = self._headers(idempotency_key, body)
        question = Question(method, self._url + path, headers, params, body)
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
            answer = await self._wire.send(question)
        except Unanswered as error:
            raise _Failed(str(error)) from error
        if answer.status in _RETRIED_STATUSES:
            raise _Failed(f"status {answer.status}")
        return answer


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
