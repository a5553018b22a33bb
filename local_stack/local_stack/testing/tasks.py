"""What is to be run for a module: its tests and its checks, each a program with an exit code."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local_stack.install.frontend import FRONTEND
from local_stack.install.modules import ROOT, Module
from local_stack.install.tools import tool_environment
from local_stack.stack.servers import inherited_environment

END_TO_END = "end_to_end"
# Programs with work for one core each.
AT_ONCE = 2


@dataclass(frozen=True)
class Task:
    """`counts_tests`: its JUnit report tells how many tests passed; else it is one check."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    counts_tests: bool = False


def pytest_task(
    module: Module,
    environment: Mapping[str, str],
    arguments: Sequence[str] = (),
    *,
    what: str = "tests",
) -> Task:
    return Task(
        name=f"{module.name} {what}",
        command=(str(module.python), "-m", "pytest", "-q", *arguments),
        folder=module.path,
        environment=inherited_environment() | dict(environment),
        counts_tests=True,
    )


def end_to_end_files_task(module: Module) -> Task:
    """Those that need no stack."""
    return pytest_task(module, {}, ["tests/compose"], what="files")


def end_to_end_stack_tasks(module: Module, environment: Mapping[str, str]) -> list[Task]:
    """To be run one after another: each has the stack, and both cores, for itself."""
    stack, shared = "tests/stack", ("-m", "not alone", "-n", str(AT_ONCE), "--dist", "loadfile")
    return [
        pytest_task(module, environment, [stack, *shared], what="journeys"),
        pytest_task(module, environment, [stack, "-m", "alone"], what="alone"),
    ]


def has_tests(module: Module) -> bool:
    return any((module.path / "tests").rglob("test_*.py"))


def frontend_test_task(arguments: Sequence[str] = ()) -> Task:
    return Task(
        name="frontend tests",
        command=("npm", "test", "--", "--reporter=default", *arguments),
        folder=FRONTEND,
        environment=tool_environment() | {"CI": "true"},
        counts_tests=True,
    )


def frontend_exists() -> bool:
    return (FRONTEND / "package-lock.json").exists()


def types_task(module: Module) -> Task:
    """Not beside that of another module: they have one cache.

    Most of what mypy reads are the same packages in every module; and mypy breaks down now and then
    over a cache in which another mypy is writing.
    """
    cache = {"MYPY_CACHE_DIR": str(ROOT / ".mypy_cache")}
    return _program(module, "mypy", "mypy", ".", environment=inherited_environment() | cache)


def check_tasks(module: Module, infrastructure: Mapping[str, str]) -> list[Task]:
    environment = inherited_environment()
    tasks = [
        _program(module, "ruff", "ruff", "check", ".", environment=environment),
        _program(module, "format", "ruff", "format", "--check", ".", environment=environment),
    ]
    if (module.path / ".importlinter").exists():
        tasks.append(_program(module, "imports", "lint-imports", environment=environment))
    own = environment | dict(infrastructure) | {"PYTHONPATH": str(ROOT / "local_stack")}
    if (module.path / "app" / "alembic.ini").exists():
        tasks.append(_own_check(module, "migrations", own))
    if (module.path / "openapi.json").exists():
        tasks.append(_own_check(module, "openapi", own))
    return tasks


def _program(module: Module, what: str, *command: str, environment: Mapping[str, str]) -> Task:
    program = (str(module.path / ".venv" / "bin" / command[0]), *command[1:])
    return Task(f"{module.name} {what}", program, module.path, environment)


def _own_check(module: Module, what: str, environment: Mapping[str, str]) -> Task:
    command = (sys.executable, "-m", f"local_stack.testing.{what}", module.name)
    return Task(f"{module.name} {what}", command, ROOT, environment)


def frontend_check_tasks() -> list[Task]:
    scripts = ("lint", "types:check")
    return [
        Task(f"frontend {script}", ("npm", "run", script), FRONTEND, tool_environment())
        for script in scripts
    ]
