"""Alive, ready, and the figures."""

import asyncio
import time
from collections.abc import Iterable
from typing import Final, Literal

import structlog
from fastapi import Response
from service_kit.components import Component, Components
from service_kit.finished_requests import FinishedRequests
from service_kit.metrics import CONTENT_TYPE, Metrics
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok, Schema
from service_kit.settings import Environment
from starlette.requests import Request

TAG: Final = "health"
CHECK_TIMEOUT_SECONDS = 1.0
# How long a part that the service can do without may hold up the answer about the others.
PATIENCE_SECONDS = 0.1
# Anybody may ask, and each round asks every neighbour: so they are not many.
ROUND_SECONDS = 0.5
UNAVAILABLE: Final = "UNAVAILABLE"
Status = Literal["OK", "DEGRADED", "UNAVAILABLE"]
PartStatus = Literal["OK", "UNAVAILABLE"]

_log = structlog.get_logger(__name__)
router = feature_router(tag=TAG, dependencies=[PUBLIC])


class DependencyStatus(Schema):
    status: PartStatus
    required: bool


class Readiness(Schema):
    """`DEGRADED`: the service works, but something that it can do without is away."""

    status: Status
    environment: Environment
    dependencies: dict[str, DependencyStatus]


class Rounds:
    """One round of questions at a time, whose answer holds for a moment.

    A part that is not required is told as it was last known where it takes its time: whoever
    probes this service would otherwise give it up for a neighbour that hangs.
    """

    def __init__(self, components: Components, environment: Environment) -> None:
        self._components = components
        self._environment = environment
        self._turn = asyncio.Lock()
        self._answer: Readiness | None = None
        self._answered_at = 0.0
        self._looks: dict[str, asyncio.Task[None]] = {}
        self._known: dict[str, DependencyStatus] = {}

    async def ask(self) -> Readiness:
        async with self._turn:
            if self._answer is None or time.monotonic() - self._answered_at > ROUND_SECONDS:
                self._answer = await self._ask()
                self._answered_at = time.monotonic()
            return self._answer

    async def _ask(self) -> Readiness:
        parts = list(self._components)
        optional = [self._look_at(part) for part in parts if not part.required]
        await asyncio.gather(*(self._look_at(part) for part in parts if part.required))
        if optional:
            await asyncio.wait(optional, timeout=PATIENCE_SECONDS)
        states = {
            part.name: self._known.get(part.name, _state(part, UNAVAILABLE)) for part in parts
        }
        return Readiness(
            status=_overall(states.values()), environment=self._environment, dependencies=states
        )

    def _look_at(self, part: Component) -> asyncio.Task[None]:
        """What is still looked at from an earlier round is not asked again."""
        look = self._looks.get(part.name)
        if look is None or look.done():
            look = self._looks[part.name] = asyncio.create_task(self._learn(part))
        return look

    async def _learn(self, part: Component) -> None:
        self._known[part.name] = _state(part, await _check(part))


@router.get("/healthz", summary="Is the process alive?")
async def get_health() -> Ok:
    """Answers as long as the event loop turns, whatever its neighbours do."""
    return OK


@router.get(
    "/readyz",
    summary="Can the service do its work?",
    responses={503: {"model": Readiness, "description": "A required dependency is away."}},
)
async def get_readiness(request: Request, response: Response) -> Readiness:
    """Asks every dependency by name; 503 when one that is required is away."""
    rounds: Rounds = request.app.state.readiness
    readiness = await rounds.ask()
    if readiness.status == UNAVAILABLE:
        response.status_code = 503
    return readiness


def _overall(states: Iterable[DependencyStatus]) -> Status:
    away = [state for state in states if state.status == UNAVAILABLE]
    if any(state.required for state in away):
        return UNAVAILABLE
    return "DEGRADED" if away else "OK"


def _state(part: Component, status: PartStatus) -> DependencyStatus:
    return DependencyStatus(status=status, required=part.required)


async def _check(part: Component) -> PartStatus:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
            await part.check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the part is not ready
        _log.warning("dependency.not_ready", name=part.name, error=type(error).__name__)
        return UNAVAILABLE
    return "OK"


@router.get("/metrics", include_in_schema=False)
async def get_metrics(request: Request) -> Response:
    """Prometheus text. The gateway does not let this route out."""
    finished: FinishedRequests = request.app.state.finished_requests
    finished.write()
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.render(), media_type=CONTENT_TYPE)
