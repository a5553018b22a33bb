"""What the supervisor has to know of a program."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM, Signals

from local_stack.account import Account

Probe = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Job:
    """A program that does one thing and ends; what comes after it needs its success."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None


@dataclass(frozen=True)
class Program(Job):
    """A program that stays, and is started again whenever it ends."""

    ready: Probe | None = None
    port: int | None = None
    stop_signal: Signals = SIGTERM
    start_seconds: float = 60.0
    # At each start and restart. More than one where it may rightly fail: right after a crash, say.
    start_tries: int = 1
    stop_seconds: float = 10.0


@dataclass(frozen=True)
class Stage:
    """Programs and jobs that start side by side; the next stage waits until all are ready."""

    members: tuple[Job, ...]


class StartFailure(Exception):
    """A program ended, or was not ready in time, when the stack was started."""

    def __init__(self, name: str, reason: str, log: Path) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.log = log
