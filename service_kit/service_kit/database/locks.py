"""Advisory locks by name: the one place where their numbers come from.

A name is a kind of work and, where there are many of it, whose: `hold("reservations", holder)`.
The number is 64 bits of a hash of the name. Two of the few names that are held at one moment hardly
ever share one, and then the worst is that one waits for the other.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select


def hold(*name: object) -> Select[Any]:
    """Wait for the lock, and hold it until the transaction ends."""
    return select(func.pg_advisory_xact_lock(_number(name)))


def hold_shared(*name: object) -> Select[Any]:
    """The same, beside others who hold it so."""
    return select(func.pg_advisory_xact_lock_shared(_number(name)))


def try_hold(*name: object) -> Select[bool]:
    """True: held until the transaction ends. False: somebody else has it."""
    return select(func.pg_try_advisory_xact_lock(_number(name)))


def try_hold_connection(*name: object) -> Select[bool]:
    """True: held until the connection ends. False: somebody else has it."""
    return select(func.pg_try_advisory_lock(_number(name)))


def _number(name: tuple[object, ...]) -> ColumnElement[int]:
    return func.hashtextextended(":".join(map(str, name)), 0)
