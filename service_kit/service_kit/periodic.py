"""Work that has to be done from time to time, by one replica at a time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import structlog
from service_kit.components import Component
from service_kit.database.engine import Database
from service_kit.database.locks import try_hold
from sqlalchemy.ext.asyncio import AsyncSession

# Nothing here is so urgent that a server should do it before it can be asked.
FIRST_AFTER_SECONDS = 1.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """`run` does what is due and says how much that was. Cut off in the middle, it does it again:
    what it must not do twice belongs into its transaction."""

    name: str
    every_seconds: float
    run: Callable[[AsyncSession], Awaitable[int]]


class PeriodicJobs(Component):
    """Runs each job in a transaction of its own, now and then for as long as the process lives.

    A lock in that transaction keeps replicas from doing the same at the same time; there is no
    leader who could be lost.
    """

    name: ClassVar[str] = "periodic_jobs"
    required: ClassVar[bool] = False

    def __init__(self, database: Database, jobs: Sequence[Job]) -> None:
        self._database = database
        self._jobs = jobs
        self._tasks: list[asyncio.Task[None]] = []
        self._is_closing = False

    async def open(self) -> None:
        self._is_closing = False
        self._tasks = [asyncio.create_task(self._repeat(job)) for job in self._jobs]

    async def close(self) -> None:
        # See OutboxRelay.close: an interrupted driver may raise an error of its own instead.
        self._is_closing = True
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def check(self) -> None:
        if not self._tasks or any(task.done() for task in self._tasks):
            raise RuntimeError("a task that does periodic work has ended")

    async def _repeat(self, job: Job) -> None:
        await asyncio.sleep(min(FIRST_AFTER_SECONDS, job.every_seconds))
        while not self._is_closing:
            try:
                await run_once(self._database, job)
            except Exception as error:  # noqa: BLE001 - the next time may be better
                _log.warning("job.failed", job=job.name, error=type(error).__name__)
            await asyncio.sleep(job.every_seconds)


async def run_once(database: Database, job: Job) -> int:
    """Do what is due, unless another process is at it; how much was done."""
    async with database.session() as session, session.begin():
        if not (await session.execute(try_hold("job", job.name))).scalar_one():
            return 0
        done = await job.run(session)
    if done:
        _log.info("job.done", job=job.name, count=done)
    return done
