"""Many calls, a few at a time, with a bar that shows how far they are."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from rich.progress import Progress

Entry = TypeVar("Entry")
Result = TypeVar("Result")

# Enough to keep two processors busy; more would only queue in the servers.
AT_ONCE = 8


@dataclass
class Count:
    """What a part of the data came to."""

    there: int = 0
    made: int = 0

    def __str__(self) -> str:
        return f"{self.there + self.made}" + (f" ({self.made} new)" if self.made else "")


class Work:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._places = asyncio.Semaphore(AT_ONCE)

    async def each(
        self,
        what: str,
        entries: Iterable[Entry],
        do: Callable[[Entry], Awaitable[Result]],
    ) -> list[Result]:
        """The results of `do` for all entries, in their order. The first failure stops the rest.

        `do` may not call `each` itself: it would wait for its own place.
        """
        waiting = list(entries)
        bar = self._progress.add_task(what, total=len(waiting))

        async def one(entry: Entry) -> Result:
            async with self._places:
                result = await do(entry)
            self._progress.advance(bar)
            return result

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(entry)) for entry in waiting]
        except ExceptionGroup as failures:
            # Of many calls that fail together, the first says it all.
            raise failures.exceptions[0] from None
        return [task.result() for task in tasks]
