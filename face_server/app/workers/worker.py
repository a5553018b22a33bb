"""What runs inside a worker process."""

import ctypes
import os
import signal
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from app.engine.base import Engines

P = ParamSpec("P")
R = TypeVar("R")
Job = Callable[Concatenate[Engines, P], R]

_PR_SET_PDEATHSIG = 1
# The process's engines. A list, because it is filled once the process has been started.
_loaded: list[Engines] = []


def initialise(engines: Engines, parent: int) -> None:
    """Prepare a fresh process: it ends with its parent and has the model in memory."""
    _end_with(parent)
    # The terminal and some supervisors signal the whole process group. A worker must then finish
    # what it was given; its parent tells it when to leave.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for model in engines.models:
        model.load()
    _loaded.append(engines)


def identify() -> int:
    """The process id; an answer means that the model is loaded."""
    return os.getpid()


def perform(job: Job[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return job(_loaded[0], *args, **kwargs)


def _end_with(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    # The parent may have died before the call, in which case no signal will ever come.
    if os.getppid() != parent:
        os._exit(1)
