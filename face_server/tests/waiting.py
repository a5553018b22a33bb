"""Waiting for what happens in other processes, which set no event."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def until_gone(pids: Iterable[int]) -> None:
    await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
