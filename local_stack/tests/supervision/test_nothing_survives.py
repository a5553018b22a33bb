"""A supervisor that is killed takes everything with it, and the same stack starts again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from local_stack.stack.home import Home, temporary_home
from local_stack.stack.ports import Ports, free_ports, is_free
from local_stack.status import down, running_status, send_signal
from local_stack.supervision.control import Message
from local_stack.supervision.proc import children_by_parent, tree

from tests.supervision import stack_with_pool
from tests.waiting import is_alive, wait_until


@pytest.fixture
def home() -> Iterator[Home]:
    """Where PostgreSQL's account may go too: pytest's own folders are closed to it."""
    with temporary_home() as made:
        yield made


@contextmanager
def running_stack(home: Home, ports: Ports) -> Iterator[subprocess.Popen[bytes]]:
    script = str(Path(stack_with_pool.__file__))
    folders = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        [sys.executable, script, str(home.path), str(ports.public)],
        env=os.environ | {"PYTHONPATH": folders},
    )
    try:
        wait_until(lambda: is_ready(process, running_status(home)), "a ready stack", 60)
        yield process
    finally:
        process.kill()
        process.wait()


def is_ready(process: subprocess.Popen[bytes], status: Message | None) -> bool:
    assert process.poll() is None, "the stack did not start"
    return status is not None and bool(status["ready"])


def everything_of(process: subprocess.Popen[bytes]) -> dict[int, str]:
    """Process id → name of the supervisor and all below it."""
    names = {pid: name_of(pid) for pid in tree(process.pid, children_by_parent())}
    return {pid: name for pid, name in names.items() if name is not None}


def name_of(pid: int) -> str | None:
    return told_of(pid, "comm")


def told_of(pid: int, what: str) -> str | None:
    """None for a process that ended after it was listed."""
    try:
        return Path(f"/proc/{pid}/{what}").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return None


def survivors(processes: dict[int, str]) -> dict[int, str]:
    return {pid: name for pid, name in processes.items() if is_alive(pid)}


def test_nothing_survives_a_killed_supervisor(home: Home, ports: Ports) -> None:
    with running_stack(home, ports) as process:
        everything = everything_of(process)
        # Masters and their helpers: PostgreSQL's back ends, nginx's and the pool's workers.
        assert len(everything) >= 12
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until(lambda: not survivors(everything), "all are gone", 5)
    assert all(is_free(ports.public + offset) for offset in range(5))


def test_nothing_survives_when_the_guard_was_killed_before(home: Home, ports: Ports) -> None:
    with running_stack(home, ports) as process:
        guards = [pid for pid in everything_of(process) if is_guard(pid)]
        assert len(guards) == 1
        os.kill(guards[0], signal.SIGKILL)
        wait_until(
            lambda: any(is_guard(pid) and pid != guards[0] for pid in everything_of(process)),
            "another guard",
        )
        everything = everything_of(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until(lambda: not survivors(everything), "all are gone", 5)


def is_guard(pid: int) -> bool:
    return "supervision/guard.py" in (told_of(pid, "cmdline") or "")


def test_stack_starts_again_on_the_data_of_a_killed_one(home: Home, ports: Ports) -> None:
    for _ in range(2):
        with running_stack(home, ports) as process:
            process.send_signal(signal.SIGKILL)
            process.wait()


def test_down_ends_everything_in_order(home: Home, ports: Ports) -> None:
    with running_stack(home, ports) as process:
        everything = everything_of(process)
        down(home)
        assert process.wait(10) == 0
        assert not survivors(everything)
    assert running_status(home) is None


def test_interrupt_from_the_terminal_ends_everything(home: Home, ports: Ports) -> None:
    with running_stack(home, ports) as process:
        everything = everything_of(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert not survivors(everything)


@pytest.fixture(scope="module")
def lasting() -> Iterator[Home]:
    with temporary_home() as made, running_stack(made, free_ports()):
        yield made


@pytest.mark.parametrize("name", ["postgres", "redis", "chroma", "gateway", "pool"])
def test_each_killed_process_comes_back(lasting: Home, name: str) -> None:
    killed = send_signal(lasting, name, "KILL")

    def is_back() -> bool:
        status = running_status(lasting)
        assert status is not None
        state = {each["name"]: each for each in status["processes"]}[name]
        return (state["state"], state["restarts"]) == ("ready", 1) and state["pid"] != killed

    wait_until(is_back, f"{name} is back", 20)
