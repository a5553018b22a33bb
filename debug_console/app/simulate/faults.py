"""Kills and freezes processes of the local stack, and fills queues, while a day goes by."""

import asyncio
import random
from dataclasses import dataclass
from itertools import cycle, islice

from app.simulate.day.figures import Figures
from app.simulate.flood import FLOODED, Flood
from app.stack import LocalStack, StackUnavailable

# A frozen process answers nothing and refuses nothing, which is worse than being gone.
KILL, FREEZE, THAW = "KILL", "STOP", "CONT"
# All that a server can do at once is taken up by somebody else.
FILL = "FILL"
FROZEN_SECONDS = 2.0
RETURN_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
# Chroma holds faces, of which a day has none; the provider signs nobody in.
_SPARED = ("chroma", "identity", "face")


@dataclass(frozen=True)
class Fault:
    """`kind`: the signal that a process is sent, or `FILL`, of a server."""

    victim: str
    kind: str


def choose(processes: list[str], count: int, seed: int) -> list[Fault]:
    """Each process at least once where there are faults enough; kinds take turns."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    victims = [one for one in processes if not one.startswith(_SPARED)]
    chosen: list[str] = []
    while len(chosen) < count:
        chosen += chance.sample(victims, len(victims))
    killed, filled = iter(chosen), cycle(FLOODED)
    kinds = islice(cycle((KILL, FREEZE, FILL)), count)
    return [Fault(next(filled if kind == FILL else killed), kind) for kind in kinds]


class Vandal:
    """`pause`: seconds between the end of one fault and the next."""

    def __init__(
        self, stack: LocalStack, flood: Flood, figures: Figures, *, pause: float, seed: int
    ) -> None:
        self._stack = stack
        self._flood = flood
        self._figures = figures
        self._pause = pause
        self._seed = seed
        self.done: list[Fault] = []

    async def rage(self, count: int) -> None:
        """Raises `StackUnavailable` when there is nothing to break, or it does not come back."""
        if not count:
            return
        processes = sorted(await self._stack.list_processes())
        if not processes:
            raise StackUnavailable("No stack of this checkout is running. Start it: make up")
        for fault in choose(processes, count, self._seed):
            await asyncio.sleep(self._pause)
            self._figures.mark(f"{fault.kind.lower()} {fault.victim}")
            await self._break(fault)
            self.done.append(fault)

    async def _break(self, fault: Fault) -> None:
        if fault.kind == FILL:
            self._figures.counts["requests of a flood"] += await self._flood.fill(fault.victim)
            return
        before = (await self._stack.list_processes())[fault.victim]
        await self._stack.kill(fault.victim, fault.kind)
        if fault.kind == FREEZE:
            await asyncio.sleep(FROZEN_SECONDS)
            await self._stack.kill(fault.victim, THAW)
        else:
            await self._wait_for_another(fault.victim, before.pid)

    async def _wait_for_another(self, victim: str, former: int | None) -> None:
        async with asyncio.timeout(RETURN_SECONDS):
            while True:
                now = (await self._stack.list_processes())[victim]
                if now.pid != former and now.state == "ready":
                    return
                await asyncio.sleep(_PAUSE_SECONDS)
