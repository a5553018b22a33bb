"""The rows about a stack as `make up` starts it: how soon it is up, and what it holds."""

import asyncio
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import VARIABLE, Home, temporary_home
from local_stack.stack.ports import free_ports
from local_stack.stack.servers import inherited_environment
from local_stack.supervision.proc import children_by_parent, proportional_bytes, tree

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread

GIGABYTE = 1e9
MOST_GIGABYTES = 1.5
# For start-up work that goes on after the last answer of readiness.
SETTLE_SECONDS = 5
_UP_AFTER = re.compile(r"The stack is up after ([0-9.]+) s")


@dataclass(frozen=True)
class Idle:
    start_seconds: float
    # PSS of each process of the stack with its children, by name.
    memory: dict[str, int]


async def measure_idle_stack(_: Plan) -> list[Row]:
    """A stack of one replica each, with the debug data and nobody using it."""
    idle = await asyncio.to_thread(_start_and_weigh)
    total = sum(idle.memory.values()) / GIGABYTE
    megabytes = {name: round(size / 1e6) for name, size in idle.memory.items()}
    goal = Goal(MOST_GIGABYTES, is_least=False)
    return [
        Row("start of an installed stack", "s", Spread.of([idle.start_seconds]), None),
        Row("memory of the idle stack (PSS)", "GB", Spread.of([total]), goal, runs=[megabytes]),
    ]


def _start_and_weigh() -> Idle:
    with temporary_home() as home:
        stack = own_stack(home)
        with stack.up("--port", str(free_ports().public), "--no-install") as output:
            time.sleep(SETTLE_SECONDS)
            return Idle(seconds_until_up(output), _memory(stack.status()))


@dataclass(frozen=True)
class Commands:
    """`scripts/local_stack` of some checkout, in an environment of its own."""

    command: tuple[str, ...]
    environment: dict[str, str]

    @contextmanager
    def up(self, *options: str) -> Iterator[str]:
        """What it said until it was up; stopped at the end."""
        try:
            yield self.run("up", "--detach", *options)
        finally:
            self.run("down")

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("status", "--json"))
        return found

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments],
            env=inherited_environment() | self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise UserError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


def own_stack(home: Home) -> Commands:
    """This checkout's, with its data in `home`."""
    script = ROOT / "scripts" / "local_stack"
    return Commands(("sh", str(script)), {VARIABLE: str(home.path)})


def seconds_until_up(output: str) -> float:
    """As local_stack itself tells it."""
    found = _UP_AFTER.search(output)
    if found is None:
        raise UserError(f"The stack did not say when it was up:\n{output}")
    return float(found.group(1))


def _memory(status: dict[str, Any]) -> dict[str, int]:
    """Each page once, however many processes share it."""
    children = children_by_parent()
    sizes = {
        process["name"]: sum(map(proportional_bytes, tree(process["pid"], children)))
        for process in status["processes"]
    }
    own = sum(map(proportional_bytes, tree(status["supervisor"], children)))
    return sizes | {"supervisor": own - sum(sizes.values())}
