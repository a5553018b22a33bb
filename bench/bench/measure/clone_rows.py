"""The rows about a newcomer: `make up` in a fresh clone, again, and `make test`.

The home folder is an empty one, so that no setting or leftover of ours helps; the package caches
are those of the person, so that no network is measured.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.messages import UserError, dim, say
from local_stack.stack.home import VARIABLE
from local_stack.stack.ports import free_ports

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.measure.stack_rows import Commands

UP_SECONDS = 180
TEST_SECONDS = 600


async def measure_clean_clone(_: Plan) -> list[Row]:
    """Takes as long as all tests, and longer."""
    return await asyncio.to_thread(_measure)


def _measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="provodnik-clone-") as folder:
        clone, home = Path(folder) / "provodnik", Path(folder) / "home"
        home.mkdir()
        _git_clone(clone)
        make = Commands(("make", "-C", str(clone)), _private_home(home))
        port = f"PORT={free_ports().public}"
        first = _up_and_down(make, port)
        second = _up_and_down(make, port)
        say(dim(f"make up took {first:.0f} s, then {second:.0f} s; now make test"))
        tested, test_name = _test(make)
    return [
        _row("first make up in a fresh clone", first, UP_SECONDS),
        _row("second make up", second, None),
        _row(test_name, tested, TEST_SECONDS),
    ]


def _row(name: str, seconds: float, most: float | None) -> Row:
    goal = Goal(most, is_least=False) if most is not None else None
    return Row(name, "s", Spread.of([seconds]), goal)


def _test(make: Commands) -> tuple[float, str]:
    """Its seconds, and what to call them: tests that fail are a fact, too, but not this one's."""
    started = time.monotonic()
    try:
        make.run("test")
    except UserError as error:
        print(error, file=sys.stderr)
        return time.monotonic() - started, "make test, with failures"
    return time.monotonic() - started, "make test"


def _up_and_down(make: Commands, port: str) -> float:
    started = time.monotonic()
    try:
        make.run("up", port, "DETACH=1")
        return time.monotonic() - started
    finally:
        make.run("down")


def _git_clone(target: Path) -> None:
    done = subprocess.run(
        ["git", "clone", "--quiet", "--no-local", str(ROOT), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise UserError(f"The checkout could not be cloned:\n{done.stderr}")


def _private_home(home: Path) -> dict[str, str]:
    mine = Path.home()
    caches = {
        "UV_CACHE_DIR": mine / ".cache/uv",
        "PIP_CACHE_DIR": mine / ".cache/pip",
        "npm_config_cache": mine / ".npm",
        # Which index to ask is a setting of the machine, not of the newcomer.
        "npm_config_userconfig": mine / ".npmrc",
        "PIP_CONFIG_FILE": mine / ".config/pip/pip.conf",
        "UV_CONFIG_FILE": mine / ".config/uv/uv.toml",
    }
    existing = {name: str(path) for name, path in caches.items() if path.exists()}
    # A stack named by the environment would be used instead of the clone's own; and the variables
    # of the `make` that started us are not meant for the clone's.
    emptied = dict.fromkeys((VARIABLE, "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"), "")
    return (
        {"HOME": str(home)}
        | emptied
        | {name: os.environ.get(name, path) for name, path in existing.items()}
    )
