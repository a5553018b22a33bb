"""Jobs for the pool's tests, in a module of their own: workers import it by name."""

import os
import signal
import time
from pathlib import Path

from app.engine.base import FaceEngine


def process_id(_: FaceEngine) -> int:
    return os.getpid()


def sleep(_: FaceEngine, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def die(_: FaceEngine) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(_: FaceEngine, marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def fail(_: FaceEngine) -> None:
    raise LookupError("a bug of the job")
