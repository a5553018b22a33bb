"""Waiting for what happens soon after an answer."""

import asyncio
from collections.abc import Awaitable, Callable


async def eventually(is_so: Callable[[], Awaitable[bool]], *, within_seconds: float = 3) -> None:
    """Fails when it is not so by then."""
    async with asyncio.timeout(within_seconds):
        while not await is_so():
            await asyncio.sleep(0.02)
