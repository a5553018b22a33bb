"""Running a server: one process, the event loop and parser that a busy service needs."""

import gc
import sys
from importlib import import_module

import uvicorn
from pydantic import BaseModel

GRACE_SECONDS = 5
# Longer than the gateway keeps an idle connection, so that the gateway is the one to close it:
# the other way round a request can be sent into a connection that is just being closed.
KEEP_ALIVE_SECONDS = 75


def serve(package: str) -> None:
    """Serve the application of `package` until SIGTERM, then finish the requests at hand and stop.

    Its settings are `config.Settings`, and `main.create_app` makes the application of them.
    """
    # What is made by importing stays: collecting meanwhile takes a sixth of the start, and finds
    # nothing. It begins when the application has started.
    gc.disable()
    _import_less()
    settings = import_module(f"{package}.config").Settings()
    application = import_module(f"{package}.main").create_app(settings)
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _import_less() -> None:
    """Leave undone what importing others' packages does and serving does not need."""
    # FastAPI's models of the OpenAPI document are forty, and only /openapi.json validates by them:
    # it is now that which builds their validators. This holds for every model made from here on.
    BaseModel.model_config["defer_build"] = True
    # Where it is installed, structlog imports it to print in colour. So it is among a
    # developer's tools, and never in a server's image.
    sys.modules["rich"] = None  # type: ignore[assignment]
