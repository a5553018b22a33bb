"""Alive, ready, and the figures."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final, Literal

import structlog
from fastapi import Depends, Response
from pydantic import BaseModel
from service_kit.components import Component, Components
from service_kit.metrics import CONTENT_TYPE, Metrics
from service_kit.routing import PUBLIC, feature_router
from service_kit.schemas import OK, Ok
from service_kit.settings import Environment, ServiceSettings
from starlette.requests import Request

CHECK_TIMEOUT_SECONDS = 1.0
UNAVAILABLE: Final = "UNAVAILABLE"
Status = Literal["OK", "DEGRADED", "UNAVAILABLE"]

_log = structlog.get_logger(__name__)
router = feature_router(tag="health", dependencies=[PUBLIC])


class DependencyStatus(BaseModel):
    status: Literal["OK", "UNAVAILABLE"]
    required: bool


class Readiness(BaseModel):
    """`DEGRADED`: the service works, but something that it can do without is away."""

    status: Status
    environment: Environment
    dependencies: dict[str, DependencyStatus]


async def _components(request: Request) -> Components:
    components: Components = request.app.state.components
    return components


@router.get("/healthz", summary="Is the process alive?")
async def get_health() -> Ok:
    """Answers as long as the event loop turns, whatever its neighbours do."""
    return OK


@router.get(
    "/readyz",
    summary="Can the service do its work?",
    responses={503: {"model": Readiness, "description": "A required dependency is away."}},
)
async def get_readiness(
    components: Annotated[Components, Depends(_components)], request: Request, response: Response
) -> Readiness:
    """Asks every dependency by name; 503 when one that is required is away."""
    settings: ServiceSettings = request.app.state.settings
    parts = list(components)
    states = await asyncio.gather(*(_check(part) for part in parts))
    dependencies = dict(zip((part.name for part in parts), states, strict=True))
    status = _overall(states)
    if status == UNAVAILABLE:
        response.status_code = 503
    return Readiness(status=status, environment=settings.app_env, dependencies=dependencies)


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
