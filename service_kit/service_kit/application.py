"""Making a server out of its settings, its routers and its components."""

import gc
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from service_kit import health
from service_kit.components import Component, Components
from service_kit.errors import install_error_handlers
from service_kit.finished_requests import FinishedRequests
from service_kit.logs import configure_logs, request_log
from service_kit.metrics import Metrics
from service_kit.middleware import RequestEnvelope
from service_kit.openapi import install_openapi
from service_kit.routing import callers_guards, require_guards
from service_kit.settings import ServiceSettings
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import BaseRoute

# What anybody may send: credentials, a key, a token of the identity provider.
PUBLIC_BODY_BYTES = 16 * 1024
_log = structlog.get_logger(__name__)


def create_service(
    *,
    name: str,
    description: str,
    settings: ServiceSettings,
    routers: Sequence[APIRouter],
    components: Sequence[Component] = (),
    version: str = "0.1.0",
) -> FastAPI:
    """The application of a server called `name` ("base", "store", …).

    The components are opened in the given order when the application starts and closed in reverse.
    Put the router of the hottest route first: routes are matched in order.
    """
    configure_logs(settings.log, service=name)
    require_guards([*routers, health.router])
    app = FastAPI(
        title=f"Provodnik {name}_server",
        description=description,
        version=version,
        servers=[{"url": f"/{name}_api"}],
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings
    app.state.routers = [*routers, health.router]
    app.state.components = Components(components)
    app.state.readiness = health.Rounds(app.state.components, settings.app_env)
    app.state.metrics = Metrics()
    log = request_log(settings.log, service=name)
    app.state.finished_requests = FinishedRequests(app.state.metrics, log)
    app.add_middleware(RequestEnvelope, finished=app.state.finished_requests)
    install_error_handlers(app)
    for router in app.state.routers:
        app.router.routes.extend(_own_routes(router, settings.max_body_bytes))
    install_openapi(app)
    return app


def _own_routes(router: APIRouter, max_body_bytes: int) -> Iterator[BaseRoute]:
    """The routes of a feature as this application's own; of no body is more read than its limit,
    where they set none. Those for GET read no body.

    They need nothing more of the application. `include_router` would match each request twice, once
    to choose the router and once inside it: with a few features that is a fifth of a quick request.
    """
    for route in router.routes:
        own = copy(route)
        if isinstance(own, APIRoute) and own.methods != {"GET"} and own.max_body_size is None:
            limit = max_body_bytes if callers_guards(own) else PUBLIC_BODY_BYTES
            own.app = RequestBodyLimitMiddleware(own.app, max_body_size=limit)
        yield own


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    components: Components = app.state.components
    async with AsyncExitStack() as stack:
        stack.callback(app.state.finished_requests.write)
        for component in components:
            stack.push_async_callback(component.close)
            await component.open()
        # What was made during start-up lives as long as the process. Leaving it out of every
        # later collection takes the long pauses out of the slowest requests. It is not collected
        # before: that is a tenth of the start, for a thousand objects of two hundred thousand.
        gc.freeze()
        gc.enable()
        gc.set_threshold(10_000, 20, 50)
        _log.info("service.started")
        yield
        _log.info("service.stopping")


def routes_of(app: FastAPI) -> list[APIRoute]:
    """Every route of the application's features."""
    return [
        route
        for router in app.state.routers
        for route in router.routes
        if isinstance(route, APIRoute)
    ]
