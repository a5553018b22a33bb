"""Starts programs so that they end with us, however we end."""

import asyncio
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypedDict

from local_stack.supervision.program import Job, StartFailure

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> Callable[[], None]:
    """For preexec_fn: the kernel kills the program when the thread that started it is gone."""
    parent = os.getpid()

    def in_child() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


class _Options(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def account_options(job: Job) -> _Options:
    if job.account is None:
        return {}
    return {"user": job.account.uid, "group": job.account.gid, "extra_groups": []}


async def start(job: Job, log: Path) -> asyncio.subprocess.Process:
    """Start in a process group of its own, with all output appended to the log file."""
    with log.open("ab") as output, _told_plainly(job, log):
        return await asyncio.create_subprocess_exec(
            *job.command,
            cwd=job.folder,
            env=dict(job.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent(),
            **_as_any(account_options(job)),
        )


@contextmanager
def _told_plainly(job: Job, log: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StartFailure(job.name, f"cannot be started ({error})", log) from None


def _as_any(options: _Options) -> dict[str, Any]:
    return dict(options)


def signal_group(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
