import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL

import pytest
from local_stack.messages import UserError
from local_stack.stack.home import Home
from local_stack.supervision.program import Job, Program, Stage, StartFailure
from local_stack.supervision.supervisor import Supervisor
from local_stack.supervision.worker import State

from tests.waiting import is_alive, wait_until

# Writes a file when it starts, and another one half a second later: then it is ready.
SLOW_STARTER = """
import pathlib, sys, time
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
(folder / f"{name}.started").write_text(str(time.time()))
time.sleep(float(sys.argv[3]))
(folder / f"{name}.ready").write_text(str(time.time()))
time.sleep(60)
"""
WITH_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(60)
"""
# Its second start fails. Each that does not is ready as soon as there is a file of its own.
FAILS_ONCE = """
import os, pathlib, sys, time
folder = pathlib.Path(sys.argv[1])
with (folder / "starts").open("a") as starts:
    starts.write("x")
    if starts.tell() == 2:
        sys.exit(1)
(folder / f"{os.getpid()}.ready").touch()
time.sleep(60)
"""
QUICK_END = "import sys; print('bad luck'); sys.exit(3)"


def program(
    name: str, code: str, *arguments: object, ready: Path | None = None, seconds: float = 10
) -> Program:
    async def is_ready() -> bool:
        return ready is None or os.access(ready, os.R_OK)

    return Program(
        name=name,
        command=(sys.executable, "-c", code, *map(str, arguments)),
        folder=Path("/"),
        environment=dict(os.environ),
        ready=is_ready,
        start_seconds=seconds,
    )


def slow(folder: Path, name: str, seconds: float = 0.3) -> Program:
    return program(name, SLOW_STARTER, folder, name, seconds, ready=folder / f"{name}.ready")


def moment(folder: Path, name: str) -> float:
    return float((folder / name).read_text())


async def until(is_so: Callable[[], bool], what: str) -> None:
    await asyncio.to_thread(wait_until, is_so, what)


async def test_next_stage_waits_until_all_of_the_one_before_are_ready(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start_stage(Stage((slow(tmp_path, "a"), slow(tmp_path, "b", 0.6))))
    await supervisor.start_stage(Stage((slow(tmp_path, "c"),)))
    ready = max(moment(tmp_path, "a.ready"), moment(tmp_path, "b.ready"))
    assert moment(tmp_path, "c.started") >= ready


async def test_members_of_a_stage_start_side_by_side(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start_stage(Stage((slow(tmp_path, "a", 0.6), slow(tmp_path, "b", 0.6))))
    assert moment(tmp_path, "b.started") < moment(tmp_path, "a.ready")


async def test_killed_program_comes_back(supervisor: Supervisor, tmp_path: Path) -> None:
    await supervisor.start_stage(Stage((slow(tmp_path, "a", 0),)))
    first = supervisor.signal("a", SIGKILL)
    assert first is not None
    await until(lambda: supervisor.workers[0].restarts == 1, "one restart")
    await until(lambda: supervisor.workers[0].pid not in {None, first}, "another process")
    assert not is_alive(first)


async def test_helpers_of_a_killed_program_are_gone_before_it_comes_back(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    note = tmp_path / "child"
    await supervisor.start_stage(Stage((program("a", WITH_CHILD, note, ready=note),)))
    await until(lambda: note.read_text() != "", "a child")
    child = int(note.read_text())
    supervisor.signal("a", SIGKILL)
    await until(lambda: supervisor.workers[0].restarts == 1, "one restart")
    assert not is_alive(child)


async def test_start_that_may_fail_after_a_crash_is_tried_again_within_one_restart(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    async def is_ready() -> bool:
        return os.access(tmp_path / f"{supervisor.workers[0].pid}.ready", os.R_OK)

    fails_once = replace(program("a", FAILS_ONCE, tmp_path), ready=is_ready, start_tries=2)
    await supervisor.start_stage(Stage((fails_once,)))
    supervisor.signal("a", SIGKILL)
    await until(lambda: len((tmp_path / "starts").read_text()) == 3, "a third start")
    await until(lambda: supervisor.workers[0].state == State.READY, "ready again")
    assert supervisor.workers[0].restarts == 1


async def test_pauses_between_restarts_grow(supervisor: Supervisor, tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'a').write('x')"
    count = tmp_path / "count"
    await supervisor.start_stage(Stage((program("a", code, count),)))
    await asyncio.sleep(2)
    # Pauses of 0.1, 0.2, 0.4 and 0.8 s: without them it would be dozens.
    assert 2 <= len(count.read_text()) <= 6


async def test_program_that_ends_before_it_is_ready_stops_the_start(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    never = program("a", QUICK_END, ready=tmp_path / "never")
    with pytest.raises(StartFailure, match="exit code 3 before it was ready") as failure:
        await supervisor.start_stage(Stage((never,)))
    assert "bad luck" in failure.value.log.read_text()


async def test_program_that_is_never_ready_stops_the_start(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    never = program("a", WITH_CHILD, tmp_path / "c", ready=tmp_path / "never", seconds=0.5)
    with pytest.raises(StartFailure, match="was not ready within"):
        await supervisor.start_stage(Stage((never,)))


async def test_missing_program_stops_the_start(supervisor: Supervisor) -> None:
    missing = Job("a", ("/no/such/program",), Path("/"))
    with pytest.raises(StartFailure, match="cannot be started"):
        await supervisor.start_stage(Stage((missing,)))


async def test_failed_job_stops_the_start(supervisor: Supervisor) -> None:
    job = Job("migrate", (sys.executable, "-c", QUICK_END), Path("/"))
    with pytest.raises(StartFailure, match="migrate: failed with exit code 3"):
        await supervisor.start_stage(Stage((job,)))


async def test_stop_ends_later_stages_first(home: Home, tmp_path: Path) -> None:
    code = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path(sys.argv[1]).write_text(str(time.time())); sys.exit()
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1] + ".up").touch()
time.sleep(60)
"""
    supervisor = Supervisor(home.logs, lambda _name, _seconds: None)
    first, second = (
        Stage((program(n, code, tmp_path / n, ready=tmp_path / f"{n}.up"),)) for n in ("a", "b")
    )
    await supervisor.start([first, second])
    await supervisor.stop()
    assert moment(tmp_path, "b") < moment(tmp_path, "a")


async def test_stop_kills_what_ignores_the_polite_signal(home: Home, tmp_path: Path) -> None:
    code = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
    stubborn = program("a", code, tmp_path / "up", ready=tmp_path / "up")
    stubborn = Program(**{**vars(stubborn), "stop_seconds": 0.5})
    supervisor = Supervisor(home.logs, lambda _name, _seconds: None)
    await supervisor.start([Stage((stubborn,))])
    pid = supervisor.workers[0].pid
    started = time.monotonic()
    await supervisor.stop()
    assert time.monotonic() - started < 3
    assert pid is not None
    assert not is_alive(pid)


async def test_unknown_name_is_answered_with_the_known_ones(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start_stage(Stage((slow(tmp_path, "a", 0),)))
    with pytest.raises(UserError, match="There are: a"):
        supervisor.signal("b", SIGKILL)


async def test_program_that_no_longer_answers_is_not_called_ready(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start_stage(Stage((slow(tmp_path, "a", 0),)))
    (tmp_path / "a.ready").unlink()
    assert [state.state for state in await supervisor.snapshot()] == ["not ready"]
