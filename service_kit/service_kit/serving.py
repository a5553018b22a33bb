"""Running a server: one process, the event loop and parser that a busy service needs."""

import gc
from importlib import import_module

import uvicorn

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
