"""The client that a typed API of another service is built on."""

from http import HTTPStatus
from typing import Any, ClassVar

import httpx
import stamina
import structlog
from circuitbreaker import CircuitBreaker
from service_kit.components import Component
from service_kit.errors import ServiceError, Unavailable
from service_kit.http_client.certificates import trust_for
from service_kit.http_client.credentials import issue_credential
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

    def __init__(
        self,
        settings: PeerSettings,
        *,
        caller: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._caller = caller
        self._http = httpx.AsyncClient(
            base_url=settings.url,
            timeout=httpx.Timeout(settings.timeout_seconds, connect=1.0),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20),
            transport=transport,
            verify=trust_for(settings.url),
            trust_env=False,
        )
        self._breaker = CircuitBreaker(
            failure_threshold=_FAILURES_TO_OPEN,
            recovery_timeout=_OPEN_SECONDS,
            expected_exception=_Failed,
            name=self.name,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def check(self) -> None:
        # Not /readyz: two services that ask each other for readiness would ask in circles.
        response = await self._http.get("/healthz")
        response.raise_for_status()

    async def request(
        self, method: str, path: str, *, idempotency_key: str | None = None, **options: Any
    ) -> httpx.Response:
        """The answer of the service, 2xx.

        Raises:
            PeerError: the service understood and refused.
            PeerUnavailable: it could not be reached, or failed, or has just failed too often.
        """
        if self._breaker.opened:
            raise PeerUnavailable(f"{self.name} is away. Try again in a few seconds.")
        may_repeat = method in _SAFE_METHODS or idempotency_key is not None
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        try:
            with self._breaker:
                response = await self._attempt(
                    method, path, attempts=ATTEMPTS if may_repeat else 1, headers=headers, **options
                )
        except _Failed as failure:
            _log.warning("peer.unavailable", peer=self.name, error=str(failure))
            raise PeerUnavailable(f"{self.name} is away. Try again in a few seconds.") from failure
        if response.is_success:
            return response
        raise _refusal(response)

    async def _attempt(
        self, method: str, path: str, *, attempts: int, headers: dict[str, str], **options: Any
    ) -> httpx.Response:
        async for attempt in stamina.retry_context(
            on=_Failed,
            attempts=attempts,
            timeout=self._settings.timeout_seconds,
            wait_initial=0.05,
            wait_max=0.5,
            wait_jitter=0.1,
        ):
            with attempt:
                return await self._send(method, path, headers=headers, **options)
        raise AssertionError("the loop returns or raises")

    async def _send(
        self, method: str, path: str, *, headers: dict[str, str], **options: Any
    ) -> httpx.Response:
        credential = issue_credential(
            caller=self._caller, audience=self.name, secret=self._settings.secret
        )
        try:
            response = await self._http.request(
                method,
                path,
                headers={
                    **headers,
                    "Authorization": f"Bearer {credential}",
                    REQUEST_ID_HEADER: current_request_id(),
                },
                **options,
            )
        except httpx.TransportError as error:
            raise _Failed(type(error).__name__) from error
        if response.status_code in _RETRIED_STATUSES:
            raise _Failed(f"status {response.status_code}")
        return response


def _refusal(response: httpx.Response) -> Exception:
    try:
        problem = response.json()
        return PeerError(response.status_code, problem["code"], problem["detail"])
    except (ValueError, KeyError, TypeError):
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return ServiceError()
        return PeerError(response.status_code, "UNKNOWN", response.reason_phrase)
