"""One worker process, replaced when it dies."""

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial

import structlog

from app.engine.base import Engines
from app.workers.errors import FaceEngineFailed
from app.workers.worker import Job, P, R, identify, initialise, perform

_log = structlog.get_logger(__name__)
ATTEMPTS = 2


class Lane:
    """A pool of exactly one process.

    One process per pool, because `ProcessPoolExecutor` gives up all of its work when one of its
    processes dies; so a picture that kills its worker harms no neighbour.
    """

    def __init__(self, engines: Engines, time_limit_seconds: float) -> None:
        self._engines = engines
        self._time_limit = time_limit_seconds
        self._replacing = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._reopening: asyncio.Task[None] | None = None
        self._death: int | None = None
        self.pid: int | None = None
        """The live worker, None while there is none."""

    async def open(self) -> None:
        """Start the process and wait until its model is loaded."""
        # "spawn": a forked child of a process with threads and sockets inherits trouble.
        self._executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=initialise,
            initargs=(self._engines, os.getpid()),
        )
        loop = asyncio.get_running_loop()
        self.pid = await loop.run_in_executor(self._executor, identify)
        self._watch(self.pid)
        _log.info("worker.ready", worker=self.pid)

    async def close(self) -> None:
        """End the process, whatever it does: the requests have had their time by now."""
        self._unwatch()
        if self._reopening:
            self._reopening.cancel()
            await asyncio.wait([self._reopening])
        self._kill()
        self.pid = None
        if self._executor:
            await asyncio.to_thread(self._executor.shutdown, cancel_futures=True)

    async def run(self, job: Job[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the job; a second time when the worker dies over it. Raises `FaceEngineFailed`."""
        loop = asyncio.get_running_loop()
        work = partial(perform, job, *args, **kwargs)
        for _ in range(ATTEMPTS):
            executor = self._executor
            if executor is None:
                raise FaceEngineFailed
            try:
                async with asyncio.timeout(self._time_limit):
                    return await loop.run_in_executor(executor, work)
            except TimeoutError as error:
                self._kill()
                await self._replace(executor)
                raise FaceEngineFailed from error
            except BrokenProcessPool:
                await self._replace(executor)
        raise FaceEngineFailed

    async def _replace(self, broken: ProcessPoolExecutor) -> None:
        # The dead worker is noticed twice, by its job and by its watch; the second finds it done.
        async with self._replacing:
            if self._executor is not broken:
                return
            _log.warning("worker.died")
            self._unwatch()
            self.pid = None
            broken.shutdown(wait=False, cancel_futures=True)
            try:
                await self.open()
            except BrokenProcessPool:
                _log.exception("worker.start_failed")

    def _kill(self) -> None:
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _watch(self, pid: int) -> None:
        # An idle worker that dies would be missed until the next job came and had to wait.
        self._death = os.pidfd_open(pid)
        asyncio.get_running_loop().add_reader(self._death, self._on_death)

    def _unwatch(self) -> None:
        if self._death is not None:
            asyncio.get_running_loop().remove_reader(self._death)
            os.close(self._death)
            self._death = None

    def _on_death(self) -> None:
        self._unwatch()
        self.pid = None
        if self._executor:
            self._reopening = asyncio.create_task(self._replace(self._executor))
