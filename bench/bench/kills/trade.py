"""Buyers who keep a note of what they asked for and what they were told."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from platform_client import PlatformError, StoreTerminal
from platform_client.platform import Call
from platform_client.retries import is_passing

Answer = dict[str, Any]
BUYERS = 8
REFUNDED_SHARE = 0.3
# While a process is away, nearly every question fails at once.
PAUSE_SECONDS = 0.1
_EXPECTED_REFUSALS = frozenset({"OUT_OF_STOCK", "REFUND_EXCEEDS_PURCHASE", "NOTHING_TO_REFUND"})


@dataclass
class Asked:
    """`answer` is None where none came: what was asked for has happened or it has not."""

    call: Call
    answer: Answer | None


class Trade:
    """Buys and refunds at one terminal until told to finish. Its client must not retry."""

    def __init__(self, terminal: StoreTerminal, item_ids: Sequence[UUID], buyers: int) -> None:
        self._terminal = terminal
        self._item_ids = item_ids
        self._buyers = buyers
        self._is_finished = False
        self._chance = random.Random(1)  # noqa: S311 - a choice, no secret
        self._sold: list[Answer] = []
        self.asked: list[Asked] = []
        self.refusals: Counter[str] = Counter()
        self.answered = 0
        self._awaited: dict[int, asyncio.Event] = {}

    @property
    def unexpected(self) -> dict[str, int]:
        """Refusals that nobody should have got, by their codes."""
        return {
            code: count for code, count in self.refusals.items() if code not in _EXPECTED_REFUSALS
        }

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(self._buyers):
                group.create_task(self._trade())

    def finish(self) -> None:
        """Ask for nothing more; what was asked for is still awaited."""
        self._is_finished = True

    async def reach(self, count: int) -> None:
        """Until so many were answered."""
        reached = self._awaited.setdefault(count, asyncio.Event())
        if self.answered < count:
            await reached.wait()

    async def _trade(self) -> None:
        while not self._is_finished:
            call = self._next()
            try:
                answer = await self._terminal.session.send(Answer, call)
            except PlatformError as error:
                if is_passing(error):
                    self.asked.append(Asked(call, None))
                else:
                    self.refusals[error.code] += 1
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                self._note(Asked(call, answer))

    def _note(self, asked: Asked) -> None:
        self.asked.append(asked)
        self.answered += 1
        if self.answered in self._awaited:
            self._awaited[self.answered].set()
        if asked.answer is not None and asked.call.path.endswith("/store/purchase"):
            self._sold.append(asked.answer)

    def _next(self) -> Call:
        if self._sold and self._chance.random() < REFUNDED_SHARE:
            return self._refund(self._chance.choice(self._sold))
        return self._purchase()

    def _purchase(self) -> Call:
        wanted = self._chance.sample(self._item_ids, k=self._chance.randint(1, 3))
        items = [{"item_id": str(one), "count": self._chance.randint(1, 2)} for one in wanted]
        return Call("POST", "/store_api/store/purchase", {"items": items}, key=str(uuid4()))

    def _refund(self, purchase: Answer) -> Call:
        line = self._chance.choice(purchase["items"])
        body = {
            "items": [{"item_id": line["item_id"], "count": 1}],
            "reason": "Cold",
            "restock": self._chance.random() < 0.5,
        }
        path = f"/store_api/store/purchase/{purchase['id']}/refund"
        return Call("POST", path, body, key=str(uuid4()))
