"""Sessions that were found lately."""

import time

from service_kit.callers import Caller

_MOST = 10_000


class FoundSessions:
    """Callers by their token, each for less than a second.

    Every request asks here, and a cache for all purposes costs it more than the whole look-up
    should. For so short a time it is enough to forget everybody when there are too many.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._found: dict[str, tuple[float, Caller]] = {}

    def get(self, token: str) -> Caller | None:
        found = self._found.get(token)
        if found is None or found[0] < time.monotonic():
            return None
        return found[1]

    def keep(self, token: str, caller: Caller) -> None:
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[token] = (time.monotonic() + self._seconds, caller)

    def forget(self, token: str) -> None:
        self._found.pop(token, None)

    def forget_all(self) -> None:
        self._found.clear()
