"""`python -m bench.floor`: one process, served as the platform's servers are."""

import os

import uvicorn

from bench.floor.app import create_app

if __name__ == "__main__":
    uvicorn.run(
        create_app(os.environ),
        host="127.0.0.1",
        port=int(os.environ["FLOOR_PORT"]),
        loop="uvloop",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
    )
