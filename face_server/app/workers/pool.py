"""The face engine at work: a few processes and a short queue before them."""

import asyncio

from pydantic import BaseModel, Field
from service_kit.components import Component

from app.engine.base import Engines
from app.workers.errors import FaceEngineBusy, FaceEngineFailed
from app.workers.lane import Lane
from app.workers.worker import Job, P, R


class WorkerSettings(BaseModel):
    """`queue` is how many jobs may wait for each process; the time limit is for one job's work."""

    queue: int = Field(default=8, ge=0)
    time_limit_seconds: float = Field(default=10.0, gt=0)


class WorkerPool(Component):
    """Runs jobs on the engine in processes of their own.

    Processes rather than threads: dlib's encoder keeps the interpreter's lock for as long as it
    computes, so in a thread it would freeze the event loop.
    """

    name = "face_engine"

    def __init__(self, engines: Engines, workers: int, settings: WorkerSettings) -> None:
        self.engines = engines
        self._capacity = workers * (1 + settings.queue)
        self._lanes = [Lane(engines, settings.time_limit_seconds) for _ in range(workers)]
        self._idle: asyncio.Queue[Lane] = asyncio.Queue()
        self._accepted = 0

    @property
    def worker_pids(self) -> list[int]:
        return [lane.pid for lane in self._lanes if lane.pid]

    async def open(self) -> None:
        """Load the models: the service listens only after that. Fails when there are none."""
        for model in self.engines.models:
            model.require_model()
        await asyncio.gather(*(lane.open() for lane in self._lanes))
        for lane in self._lanes:
            self._idle.put_nowait(lane)

    async def close(self) -> None:
        await asyncio.gather(*(lane.close() for lane in self._lanes))

    async def check(self) -> None:
        if not self.worker_pids:
            raise FaceEngineFailed

    async def run(self, job: Job[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Raises `FaceEngineBusy` at once, `FaceEngineFailed` later, and what the job raises."""
        if self._accepted >= self._capacity:
            raise FaceEngineBusy
        self._accepted += 1
        try:
            lane = await self._idle.get()
            try:
                return await lane.run(job, *args, **kwargs)
            finally:
                self._idle.put_nowait(lane)
        finally:
            self._accepted -= 1
