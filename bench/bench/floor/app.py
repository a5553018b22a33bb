"""The application of the floor: a few endpoints over pools of raw asyncpg."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
from fastapi import FastAPI

from bench.floor import checks, items, lists, purchases

# As the servers set their own pools.
POOL_SIZE = 10
STATEMENT_SECONDS = 10


def create_app(environment: Mapping[str, str]) -> FastAPI:
    """`environment`: FLOOR_BASE_DATABASE, FLOOR_STORE_DATABASE, FLOOR_LISTS_DATABASE, and
    FLOOR_ROBOT, FLOOR_STORE, the ids that the platform would find in a session."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        names = ("BASE", "STORE", "LISTS")
        pools = [await _pool(environment[f"FLOOR_{name}_DATABASE"]) for name in names]
        app.state.base, app.state.store, app.state.lists = pools
        app.state.robot_id = UUID(environment["FLOOR_ROBOT"])
        app.state.store_id = UUID(environment["FLOOR_STORE"])
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)
        yield
        for pool in pools:
            await pool.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None)
    for router in (checks.router, purchases.router, items.router, lists.router):
        app.include_router(router)

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        return {"status": "OK"}

    return app


async def _pool(url: str) -> "asyncpg.Pool[asyncpg.Record]":
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=POOL_SIZE,
        command_timeout=STATEMENT_SECONDS,
        reset=_leave_as_it_is,
    )


async def _leave_as_it_is(_: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Saves the round trip of asyncpg's own reset, as the servers' pools do."""
