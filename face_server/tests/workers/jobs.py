"""Jobs for the pool's tests, in a module of their own: workers import it by name."""

import os
import signal
import time
from pathlib import Path

from app.engine.base import Engines


def process_id(_: Engines) -> int:
    return os.getpid()


def sleep(_: Engines, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def die(_: Engines) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(_: Engines, marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def fail(_: Engines) -> None:
    raise LookupError("a bug of the job")
