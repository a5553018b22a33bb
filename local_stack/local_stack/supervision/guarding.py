"""The supervisor's side of the guard."""

import asyncio
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from local_stack.supervision import guard


class Guard:
    """Keeps one guard process running and tells it which process groups are ours."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._spawn()
        self._watch = asyncio.create_task(self._keep())

    def add(self, group: int) -> None:
        self._groups.add(group)
        self._tell(f"+{group}")

    def remove(self, group: int) -> None:
        self._groups.discard(group)
        self._tell(f"-{group}")

    async def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            await self._process.wait()

    async def _spawn(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-IS",
            str(Path(guard.__file__)),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        for group in self._groups:
            self._tell(f"+{group}")

    async def _keep(self) -> None:
        while self._process is not None:
            await self._process.wait()
            await self._spawn()

    def _tell(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(ConnectionError, RuntimeError):
                self._process.stdin.write(f"{line}\n".encode())
