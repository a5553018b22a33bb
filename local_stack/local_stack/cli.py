"""The commands behind the Makefile."""

import argparse
import sys
from collections.abc import Callable

from local_stack.install import install
from local_stack.install.lock import lock
from local_stack.install.modules import discover, require
from local_stack.messages import UserError, red


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int | None] = options.command
    try:
        return command(options) or 0
    except UserError as error:
        print(red(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_stack", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    installing = commands.add_parser("install", help="make the modules' environments")
    installing.add_argument("modules", nargs="*")
    installing.set_defaults(command=_install)

    locking = commands.add_parser("lock", help="write a module's lock file anew")
    locking.add_argument("module")
    locking.set_defaults(command=_lock)
    return parser


def _install(options: argparse.Namespace) -> None:
    chosen = [require(name) for name in options.modules if name != "frontend"]
    everything = not options.modules
    install(
        discover() if everything else chosen,
        frontend=everything or "frontend" in options.modules,
    )


def _lock(options: argparse.Namespace) -> None:
    lock(options.module)
