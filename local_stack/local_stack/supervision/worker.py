"""One program, kept running."""

import asyncio
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from signal import SIGKILL, Signals

from local_stack.supervision.guarding import Guard
from local_stack.supervision.program import Program, StartFailure
from local_stack.supervision.spawn import signal_group, start

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
# A program that ran this long had a good start; its next restart is quick again.
SETTLED_AFTER = 10.0


class State(StrEnum):
    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    STOPPED = "stopped"


class Worker:
    def __init__(self, program: Program, log: Path, guard: Guard) -> None:
        self.program = program
        self.log = log
        self.state = State.WAITING
        self.restarts = 0
        self._guard = guard
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._pause = FIRST_PAUSE

    @property
    def pid(self) -> int | None:
        if self._process is None or self._process.returncode is not None:
            return None
        return self._process.pid

    async def start(self) -> None:
        """Start and wait until ready; StartFailure when that does not come about."""
        process, problem = await self._come_up()
        if problem is not None:
            self.state = State.STOPPED
            raise StartFailure(self.program.name, problem, self.log)
        self._watch = asyncio.create_task(self._keep_running(process))

    async def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        if self._process is not None:
            await self._end(self._process, self.program.stop_signal)
        self.state = State.STOPPED

    def signal(self, number: Signals) -> int | None:
        """Send a signal to the program itself, not to its helpers, as a fault would."""
        pid = self.pid
        if pid is not None and self._process is not None:
            self._process.send_signal(number)
        return pid

    async def _come_up(self) -> tuple[asyncio.subprocess.Process, str | None]:
        """The program, and None when it is ready, else what went wrong with its last try."""
        tries = 0
        while True:
            process = await self._spawn()
            problem = await self._becomes_ready(process)
            if problem is None:
                return process, None
            await self._end(process, SIGKILL)
            tries += 1
            if tries >= self.program.start_tries:
                return process, problem
            await asyncio.sleep(FIRST_PAUSE)

    async def _spawn(self) -> asyncio.subprocess.Process:
        self.state = State.STARTING
        self._process = await start(self.program, self.log)
        self._guard.add(self._process.pid)
        return self._process

    async def _becomes_ready(self, process: asyncio.subprocess.Process) -> str | None:
        """None when ready, else what went wrong."""
        deadline = time.monotonic() + self.program.start_seconds
        while time.monotonic() < deadline:
            if process.returncode is not None:
                return f"ended with {_exit_text(process.returncode)} before it was ready"
            if self.program.ready is None or await self.program.ready():
                self.state = State.READY
                return None
            await asyncio.sleep(0.05)
        return f"was not ready within {self.program.start_seconds:.0f} s"

    async def _keep_running(self, process: asyncio.subprocess.Process) -> None:
        while True:
            started = time.monotonic()
            await process.wait()
            self.state = State.RESTARTING
            # Helpers of the dead program may still hold its port.
            await self._end(process, SIGKILL)
            if time.monotonic() - started > SETTLED_AFTER:
                self._pause = FIRST_PAUSE
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            self.restarts += 1
            process, _ = await self._come_up()

    async def _end(self, process: asyncio.subprocess.Process, first: Signals) -> None:
        """End the program with the signal it knows, then whatever is left of its group."""
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(first)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.program.stop_seconds):
                    await process.wait()
        signal_group(process.pid, SIGKILL)
        await process.wait()
        self._guard.remove(process.pid)


def _exit_text(code: int) -> str:
    return f"signal {Signals(-code).name}" if code < 0 else f"exit code {code}"
