"""Alive, ready, and the figures."""

import asyncio
import time
from collections.abc import Sequence
from typing import Final, Literal

import structlog
from fastapi import Response
from service_kit.components import Component, Components
from service_kit.metrics import CONTENT_TYPE, Metrics
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok, Schema
from service_kit.settings import Environment
from starlette.requests import Request

TAG: Final = "health"
CHECK_TIMEOUT_SECONDS = 1.0
# Anybody may ask, and each round asks every neighbour: so they are not many.
ROUND_SECONDS = 0.5
UNAVAILABLE: Final = "UNAVAILABLE"
Status = Literal["OK", "DEGRADED", "UNAVAILABLE"]

_log = structlog.get_logger(__name__)
router = feature_router(tag=TAG, dependencies=[PUBLIC])


class DependencyStatus(Schema):
    status: Literal["OK", "UNAVAILABLE"]
    required: bool


class Readiness(Schema):
    """`DEGRADED`: the service works, but something that it can do without is away."""

    status: Status
    environment: Environment
    dependencies: dict[str, DependencyStatus]


class Rounds:
    """One round of questions at a time, whose answer holds for a moment."""

    def __init__(self, components: Components, environment: Environment) -> None:
        self._components = components
        self._environment = environment
        self._turn = asyncio.Lock()
        self._answer: Readiness | None = None
        self._answered_at = 0.0

    async def ask(self) -> Readiness:
        async with self._turn:
            if self._answer is None or time.monotonic() - self._answered_at > ROUND_SECONDS:
                self._answer = await self._ask()
                self._answered_at = time.monotonic()
            return self._answer

    async def _ask(self) -> Readiness:
        parts = list(self._components)
        states = await asyncio.gather(*(_check(part) for part in parts))
        names = (part.name for part in parts)
        return Readiness(
            status=_overall(states),
            environment=self._environment,
            dependencies=dict(zip(names, states, strict=True)),
        )


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


def _overall(states: Sequence[DependencyStatus]) -> Status:
    away = [state for state in states if state.status == UNAVAILABLE]
    if any(state.required for state in away):
        return UNAVAILABLE
    return "DEGRADED" if away else "OK"


async def _check(component: Component) -> DependencyStatus:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
            await component.check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the part is not ready
        _log.warning("dependency.not_ready", name=component.name, error=type(error).__name__)
        return DependencyStatus(status=UNAVAILABLE, required=component.required)
    return DependencyStatus(status="OK", required=component.required)


@router.get("/metrics", include_in_schema=False)
async def get_metrics(request: Request) -> Response:
    """Prometheus text. The gateway does not let this route out."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.render(), media_type=CONTENT_TYPE)
