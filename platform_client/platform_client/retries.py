"""When a call is repeated, and after which pause."""

import random
import time
from dataclasses import dataclass

import httpx
from platform_client.errors import PlatformError

# The gateway or a server says: not now.
_PASSING = frozenset({429, 502, 503, 504})
# Nothing was sent, so nothing can have been done.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True)
class RetryPolicy:
    """Repeat for up to `patience` seconds, with pauses that double between the two bounds.

    The default outlives the restart of a server.
    """

    patience: float = 30.0
    first_pause: float = 0.1
    longest_pause: float = 2.0


NO_RETRIES = RetryPolicy(patience=0.0)


class Attempts:
    """One call's attempts."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._deadline = time.monotonic() + policy.patience
        self._failed = 0

    def pause(self, wanted: float | None = None) -> float | None:
        """Seconds to wait before the next attempt; None when patience is at its end.

        `wanted` is what Retry-After asked for. The jitter keeps a train of robots from coming
        back all at once.
        """
        longest = min(self._policy.first_pause * 2**self._failed, self._policy.longest_pause)
        self._failed += 1
        # Not a secret, only a spread.
        seconds = max(random.uniform(longest / 2, longest), wanted or 0.0)  # noqa: S311
        return seconds if time.monotonic() + seconds <= self._deadline else None


def is_passing(error: PlatformError) -> bool:
    """Whether the same question may be answered in a moment."""
    return error.status is None or error.status in _PASSING


def was_not_sent(error: httpx.TransportError) -> bool:
    return isinstance(error, _NOT_SENT)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds, if the answer names them; the date form is not used by the platform."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None
