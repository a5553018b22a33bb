"""Programs of other modules, run in the foreground: the console, the demo, pictures, benchmarks."""

import os
import subprocess

from local_stack.install import install
from local_stack.install.modules import Module, discover, running_modules
from local_stack.messages import UserError
from local_stack.stack.home import VARIABLE, Home
from local_stack.stack.servers import inherited_environment
from local_stack.status import require_running, running_status


def demo(home: Home, arguments: list[str]) -> int:
    """Needs a running stack, and starts none."""
    status = require_running(home)
    if not status["ready"]:
        raise UserError("The stack is still starting. See: make status")
    environment = {"PROVODNIK_URL": str(status["url"]), VARIABLE: str(home.path)}
    return _run("debug_console", "app", ["demo", *arguments], environment)


def console(home: Home, arguments: list[str]) -> int:
    """Without a running stack it says how to start one. Files are named as seen from here.

    It takes this process' place: Ctrl-C is for a command in its shell; a parent would end by it.
    """
    status = running_status(home)
    module = _installed("debug_console")
    environment = {VARIABLE: str(home.path), "PYTHONPATH": str(module.path)}
    if status is not None:
        environment["PROVODNIK_URL"] = str(status["url"])
    # -P: a package of the same name that happens to lie here is not meant.
    command = [str(module.python), "-P", "-m", "app", *arguments]
    os.execve(command[0], command, inherited_environment() | environment)  # noqa: S606


def screenshots(home: Home, arguments: list[str]) -> int:
    """Of the running stack, with the data that it has."""
    environment = {"PROVODNIK_URL": str(require_running(home)["url"])}
    return _run("end_to_end", "screenshots", arguments, environment)


def bench(arguments: list[str]) -> int:
    """Starts stacks of its own, for which everything has to be installed before."""
    install(running_modules())
    return _run("bench", "bench", arguments, {})


def _run(name: str, package: str, arguments: list[str], environment: dict[str, str]) -> int:
    module = _installed(name)
    done = subprocess.run(
        [str(module.python), "-m", package, *arguments],
        cwd=module.path,
        env=inherited_environment() | environment,
        check=False,
    )
    return done.returncode


def _installed(name: str) -> Module:
    found = [module for module in discover() if module.name == name]
    if not found:
        raise UserError(f"There is no module {name} in this checkout.")
    install(found, frontend=False)
    return found[0]
