"""Background work that one process of all replicas does at a time."""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from typing import ClassVar, cast

import asyncpg
import structlog
from service_kit.components import Component
from service_kit.database.engine import Database
from service_kit.database.locks import try_hold_connection
from sqlalchemy.ext.asyncio import AsyncConnection

LEADER_RETRY_SECONDS = 1.0

_log = structlog.get_logger(__name__)


class Leader(Component, ABC):
    """Replicas elect a leader by an advisory lock of its name; the others stand by.

    PostgreSQL gives the lock back when the leader's connection ends, however it ends.
    """

    required: ClassVar[bool] = False

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None
        self.is_closing = False

    @abstractmethod
    async def lead(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Work until `is_closing`.

        `connection` holds the lock: ask something through it again and again, because when it is
        lost, so is the lead. It is the driver's: what is asked many times a second for as long as
        the process lives, mostly in vain, costs about twice as much through SQLAlchemy.
        """

    async def open(self) -> None:
        self.is_closing = False
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        # Cancelling alone is not enough: a driver that is interrupted may raise an error of its own
        # instead, which looks like any other failure that the work has to survive.
        self.is_closing = True
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def check(self) -> None:
        if self._task is None or self._task.done():
            raise RuntimeError(f"the background task of {self.name} has ended")

    async def _run(self) -> None:
        while not self.is_closing:
            try:
                async with self._database.engine.connect() as connection:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await self._try_to_lead(connection)
            except Exception as error:  # noqa: BLE001 - the work goes on whatever happened
                _log.warning(f"{self.name}.interrupted", error=type(error).__name__)
            await asyncio.sleep(LEADER_RETRY_SECONDS)

    async def _try_to_lead(self, connection: AsyncConnection) -> None:
        """Lead while this process holds the lock; return at once when another one does."""
        if not (await connection.execute(try_hold_connection("leader", self.name))).scalar_one():
            return
        raw = await connection.get_raw_connection()
        try:
            await self.lead(cast("asyncpg.Connection[asyncpg.Record]", raw.driver_connection))
        finally:
            # Closing for good, instead of giving it back to the pool, gives the lock back too.
            await connection.invalidate()
