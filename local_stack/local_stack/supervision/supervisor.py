"""Starts the stages in order, keeps what they started, and stops everything in reverse."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, Signals
from typing import Any

from local_stack.messages import UserError
from local_stack.supervision.guarding import Guard
from local_stack.supervision.program import Job, Program, Stage, StartFailure
from local_stack.supervision.spawn import signal_group, start
from local_stack.supervision.worker import State, Worker


@dataclass(frozen=True)
class Snapshot:
    """How one program is doing now."""

    name: str
    pid: int | None
    port: int | None
    state: str
    restarts: int


class Supervisor:
    def __init__(self, logs: Path, report: Callable[[str, float], None]) -> None:
        self._logs = logs
        self._report = report
        self._guard = Guard()
        self._stages: list[list[Worker]] = []
        self.is_ready = False

    @property
    def workers(self) -> list[Worker]:
        return [worker for stage in self._stages for worker in stage]

    async def start(self, stages: Sequence[Stage]) -> None:
        await self._guard.start()
        for stage in stages:
            await self.start_stage(stage)

    async def start_stage(self, stage: Stage) -> None:
        programs = [member for member in stage.members if isinstance(member, Program)]
        workers = [Worker(program, self.log(program), self._guard) for program in programs]
        self._stages.append(workers)
        jobs = [job for job in stage.members if not isinstance(job, Program)]
        try:
            async with asyncio.TaskGroup() as group:
                for worker in workers:
                    group.create_task(self._timed(worker.program.name, worker.start()))
                for job in jobs:
                    group.create_task(self._timed(job.name, self._require(job)))
        except BaseExceptionGroup as group_of_failures:
            # Not `except*`: what is raised there is put into a group once more.
            failures, others = group_of_failures.split(StartFailure)
            if failures is None or others is not None:
                raise
            raise failures.exceptions[0] from None

    async def stop(self) -> None:
        for workers in reversed(self._stages):
            await asyncio.gather(*(worker.stop() for worker in workers))
        self._stages.clear()
        await self._guard.stop()

    async def snapshot(self) -> list[Snapshot]:
        """Ask every program anew, so that a hung one does not look well."""
        states = await asyncio.gather(*(_state(worker) for worker in self.workers))
        return [
            Snapshot(worker.program.name, worker.pid, worker.program.port, state, worker.restarts)
            for worker, state in zip(self.workers, states, strict=True)
        ]

    def signal(self, name: str, number: Signals) -> int | None:
        for worker in self.workers:
            if worker.program.name == name:
                return worker.signal(number)
        known = ", ".join(worker.program.name for worker in self.workers)
        raise UserError(f"No process is named {name}. There are: {known}")

    def log(self, job: Job) -> Path:
        return self._logs / f"{job.name}.log"

    async def run(self, job: Job) -> int:
        """Run a job to its end; its exit code. Nothing that it started outlives it."""
        process = await start(job, self.log(job))
        self._guard.add(process.pid)
        try:
            return await process.wait()
        finally:
            signal_group(process.pid, SIGKILL)
            self._guard.remove(process.pid)

    async def _require(self, job: Job) -> None:
        code = await self.run(job)
        if code != 0:
            raise StartFailure(job.name, f"failed with exit code {code}", self.log(job))

    async def _timed(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        started = time.monotonic()
        await work
        self._report(name, time.monotonic() - started)


async def _state(worker: Worker) -> str:
    ready = worker.program.ready
    if worker.state is State.READY and ready is not None and not await ready():
        return "not ready"
    return worker.state.value
