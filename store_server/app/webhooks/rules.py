"""When a delivery is tried again, as functions of plain values."""

from collections.abc import Callable
from http import HTTPStatus

MINUTE, HOUR = 60, 3600
# After the first attempt and each further one; together just under 24 hours.
PAUSES = (
    5,
    30,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    1 * HOUR,
    2 * HOUR,
    4 * HOUR,
    4 * HOUR,
    6 * HOUR,
    6 * HOUR,
)
# Receivers that failed together are not all tried again in the same second.
JITTER = 0.1


def pause_after(attempts: int, random: Callable[[], float]) -> float | None:
    """Seconds until the next attempt after so many failed; None: that was the last one.

    `random` gives a number from 0 to 1.
    """
    if attempts > len(PAUSES):
        return None
    return PAUSES[attempts - 1] * (1 + JITTER * (2 * random() - 1))


def is_delivered(status: int | None) -> bool:
    return status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def is_gone(status: int | None) -> bool:
    """The receiver asks for no more events, ever."""
    return status == HTTPStatus.GONE
