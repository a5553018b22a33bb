"""Running a server: one process, the event loop and parser that a busy service needs."""

from collections.abc import Callable
from typing import TypeVar

import uvicorn
from fastapi import FastAPI
from service_kit.settings import ServiceSettings

S = TypeVar("S", bound=ServiceSettings)
GRACE_SECONDS = 5
# Longer than the gateway keeps an idle connection, so that the gateway is the one to close it:
# the other way round a request can be sent into a connection that is just being closed.
KEEP_ALIVE_SECONDS = 75


def serve(settings: S, create_app: Callable[[S], FastAPI]) -> None:
    """Serve until SIGTERM, then finish the requests at hand and stop."""
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
