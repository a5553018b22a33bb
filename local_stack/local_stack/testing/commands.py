"""`make test` and `make check`."""

import asyncio
import shlex
import sys
from collections.abc import Mapping, Sequence

from local_stack.install import install
from local_stack.install.modules import Module, discover, require, running_modules
from local_stack.messages import bold, dim, say
from local_stack.supervision.spawn import die_with_parent
from local_stack.testing import tasks as what
from local_stack.testing.infrastructure import (
    Infrastructure,
    with_infrastructure,
    with_whole_stack,
)
from local_stack.testing.results import Result
from local_stack.testing.runner import Runner, close
from local_stack.testing.tasks import END_TO_END, Task

FRONTEND = "frontend"


def test(module_name: str | None, arguments: str) -> int:
    """All tests and checks; or, with a module, its tests alone, shown as they run."""
    if module_name is not None:
        return asyncio.run(_test_one(module_name, shlex.split(arguments)))
    install(discover())
    return close(asyncio.run(_everything()))


def check(module_name: str | None) -> int:
    """The checks of all modules, or of one."""
    named = module_name not in {None, FRONTEND}
    modules = [require(str(module_name))] if named else discover()
    install({*modules, require("local_stack")}, frontend=not named)
    results: list[Result] = []

    async def work(infrastructure: Infrastructure) -> None:
        checked = [] if module_name == FRONTEND else modules
        checks = _checks(checked, infrastructure.environment)
        await _run(
            infrastructure,
            [*([] if named else _frontend_checks()), *checks],
            results,
            in_turn=_types(checked),
        )

    asyncio.run(with_infrastructure(work))
    return close(results)


async def _everything() -> list[Result]:
    results: list[Result] = []
    modules = discover()
    end_to_end = require(END_TO_END)

    async def apart(infrastructure: Infrastructure) -> None:
        tests = [
            what.pytest_task(module, infrastructure.environment)
            for module in modules
            if what.has_tests(module) and module != end_to_end
        ]
        if what.frontend_exists():
            tests.append(what.frontend_test_task())
        tests.append(what.end_to_end_files_task(end_to_end))
        # What takes long first, so that it does not run alone at the end.
        checks = [*_frontend_checks(), *_checks(modules, infrastructure.environment)]
        await _run(infrastructure, [*tests, *checks], results, in_turn=_types(modules))

    async def together(stack: Infrastructure) -> None:
        for task in what.end_to_end_stack_tasks(end_to_end, stack.environment):
            await _run(stack, [task], results)

    say(bold("Every module by itself") + dim("  (two at a time)"))
    await with_infrastructure(apart)
    say(bold("The whole stack through its gateway"))
    await with_whole_stack(together)
    return results


async def _run(
    infrastructure: Infrastructure,
    tasks: list[Task],
    results: list[Result],
    *,
    in_turn: Sequence[Task] = (),
) -> None:
    runner = Runner(infrastructure.supervisor)
    await runner.run(tasks, in_turn=in_turn)
    results += runner.results


def _checks(modules: list[Module], environment: Mapping[str, str]) -> list[Task]:
    return [task for module in modules for task in what.check_tasks(module, environment)]


def _types(modules: list[Module]) -> list[Task]:
    return [what.types_task(module) for module in modules]


def _frontend_checks() -> list[Task]:
    return what.frontend_check_tasks() if what.frontend_exists() else []


async def _test_one(name: str, arguments: list[str]) -> int:
    if name == FRONTEND:
        install([], frontend=True)
        return await _shown(what.frontend_test_task(arguments))
    module = require(name)
    whole = name == END_TO_END
    needed = {module, require("local_stack"), *(running_modules() if whole else [])}
    install(needed, frontend=whole)
    codes: list[int] = []

    async def work(infrastructure: Infrastructure) -> None:
        task = what.pytest_task(module, infrastructure.environment, arguments)
        codes.append(await _shown(task))

    await (with_whole_stack if whole else with_infrastructure)(work)
    return codes[0]


async def _shown(task: Task) -> int:
    """In the foreground: the person sees the output as it comes, and Ctrl-C reaches it."""
    sys.stdout.flush()
    process = await asyncio.create_subprocess_exec(
        *task.command,
        cwd=task.folder,
        env=dict(task.environment),
        preexec_fn=die_with_parent(),
    )
    return await process.wait()
