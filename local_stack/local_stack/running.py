"""A stack in the foreground: from start to Ctrl-C, with its control socket open in between."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from signal import Signals
from typing import Any

from local_stack.messages import UserError, dim, green, red, say
from local_stack.stack.home import Home
from local_stack.supervision.control import ControlServer, Message
from local_stack.supervision.program import Stage, StartFailure
from local_stack.supervision.supervisor import Supervisor

KEPT_LOG_LINES = 15
AfterStart = Callable[[Supervisor], Awaitable[None]]


class Running:
    def __init__(self, home: Home, facts: Message, *, quiet: bool = False) -> None:
        self._home = home
        # What `status` tells besides the processes: addresses and the like.
        self._facts = facts
        self._quiet = quiet
        self._asked_to_stop = asyncio.Event()
        self._supervisor = Supervisor(home.logs, self._report)

    async def run(
        self, stages: Callable[[], Sequence[Stage]], after_start: AfterStart, *, stay: bool
    ) -> None:
        """Start everything, do what comes after, and, to `stay`, wait until told to stop."""
        self._listen_to_signals()
        control = ControlServer(self._home.control, self._answer)
        await control.start()
        work = asyncio.create_task(self._start(stages, after_start))
        told = asyncio.create_task(self._asked_to_stop.wait())
        try:
            await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                await work
            if stay:
                await told
            elif told.done():
                raise KeyboardInterrupt
        finally:
            await self._stop(work, told)
            control.stop()

    async def _start(self, stages: Callable[[], Sequence[Stage]], after: AfterStart) -> None:
        try:
            await self._supervisor.start(stages())
            await after(self._supervisor)
        except StartFailure as failure:
            raise UserError(_explain(failure)) from None
        self._supervisor.is_ready = True

    async def _stop(self, *tasks: "asyncio.Task[Any]") -> None:
        for task in tasks:
            task.cancel()
        # What went wrong, if anything, has been raised already.
        await asyncio.gather(*tasks, return_exceptions=True)
        started = time.monotonic()
        self._say(dim("Stopping"))
        await self._supervisor.stop()
        self._say(dim(f"Stopped in {time.monotonic() - started:.1f} s"))

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._asked_to_stop.set)

    def _report(self, name: str, seconds: float) -> None:
        self._say(f"  {green('ready')}  {name:<16} {seconds:5.1f} s")

    def _say(self, text: str) -> None:
        if not self._quiet:
            say(text)

    async def _answer(self, message: Message) -> Message:
        match message.get("do"):
            case "status":
                processes = [asdict(state) for state in await self._supervisor.snapshot()]
                about = {"supervisor": os.getpid(), "ready": self._supervisor.is_ready}
                return {**self._facts, **about, "processes": processes}
            case "signal":
                number = Signals[str(message["signal"])]
                return {"pid": self._supervisor.signal(str(message["name"]), number)}
            case "stop":
                self._asked_to_stop.set()
                return {}
        raise UserError("The running stack does not know this command. Restart it.")


def _explain(failure: StartFailure) -> str:
    lines = [red(f"{failure.name} {failure.reason}.")]
    shown = _last_lines(failure.log)
    if shown:
        lines += [f"The end of {failure.log}:", *(f"    {line}" for line in shown)]
    return "\n".join(lines)


def _last_lines(log: Path) -> list[str]:
    if not log.exists():
        return []
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-KEPT_LOG_LINES:]
