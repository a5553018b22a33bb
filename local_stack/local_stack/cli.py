"""The commands behind the Makefile."""

import argparse
import os
import sys
from collections.abc import Callable

from local_stack import logs, status
from local_stack.install import install
from local_stack.install.lock import lock
from local_stack.install.modules import discover, require
from local_stack.messages import UserError, red, say
from local_stack.programs import bench, console, demo, screenshots
from local_stack.reset import reset
from local_stack.stack.home import default_home
from local_stack.stack.ports import DEFAULT
from local_stack.testing.commands import check, test
from local_stack.testing.infrastructure import keep_infrastructure
from local_stack.testing.openapi import write_documents
from local_stack.up import Wishes, up


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
    except BrokenPipeError:
        # Whoever read our output (`make status | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local_stack", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_installing(commands)
    _add_running(commands)
    _add_looking(commands)
    _add_testing(commands)
    return parser


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _add_installing(commands: "Commands[argparse.ArgumentParser]") -> None:
    installing = commands.add_parser("install", help="make the modules' environments")
    installing.add_argument("modules", nargs="*")
    installing.set_defaults(command=_install)

    locking = commands.add_parser("lock", help="write a module's lock file anew")
    locking.add_argument("module", help="a module, or `tools` for scripts/requirements")
    locking.set_defaults(command=lambda options: lock(options.module))


def _add_running(commands: "Commands[argparse.ArgumentParser]") -> None:
    starting = commands.add_parser("up", help="start the stack and stay until Ctrl-C")
    starting.add_argument("--port")
    starting.add_argument("--replicas")
    starting.add_argument("--listen", default="localhost")
    starting.add_argument("--without", nargs="*", default=(), help="servers run by hand: base …")
    starting.add_argument("--detach", action="store_true")
    starting.add_argument("--no-debug-data", dest="debug_data", action="store_false")
    starting.add_argument("--no-install", dest="install", action="store_false")
    starting.set_defaults(command=_up)

    administering = commands.add_parser("console", help="the debug console")
    administering.add_argument("arguments", nargs="*")
    administering.set_defaults(command=lambda options: console(default_home(), options.arguments))

    playing = commands.add_parser("demo", help="play a working day against the running stack")
    playing.add_argument("arguments", nargs="*")
    playing.set_defaults(command=lambda options: demo(default_home(), options.arguments))

    picturing = commands.add_parser("screenshots", help="take pictures of every page")
    picturing.add_argument("arguments", nargs="*")
    picturing.set_defaults(command=lambda options: screenshots(default_home(), options.arguments))

    stopping = commands.add_parser("down", help="stop the stack")
    stopping.set_defaults(command=lambda _: status.down(default_home()))

    emptying = commands.add_parser("reset", help="delete the data of the stack")
    emptying.add_argument("--force", action="store_true", help="do not ask")
    emptying.set_defaults(command=lambda options: reset(default_home(), force=options.force))

    killing = commands.add_parser("kill", help="send a signal to one process of the stack")
    killing.add_argument("name", nargs="?", help="as `status` shows it: base-1, redis, …")
    killing.add_argument("--signal", default="KILL")
    killing.set_defaults(command=_kill)


def _add_looking(commands: "Commands[argparse.ArgumentParser]") -> None:
    asking = commands.add_parser("status", help="show the processes of the stack")
    asking.add_argument("--json", dest="as_json", action="store_true")
    asking.set_defaults(
        command=lambda options: status.show_status(default_home(), as_json=options.as_json)
    )

    reading = commands.add_parser("logs", help="show and follow what the processes print")
    reading.add_argument("name", nargs="?")
    reading.add_argument("--no-follow", dest="follow", action="store_false")
    reading.add_argument("--lines", type=int, default=logs.LAST_LINES)
    reading.set_defaults(command=_logs)


def _add_testing(commands: "Commands[argparse.ArgumentParser]") -> None:
    testing = commands.add_parser("test", help="run all tests and checks, or one module's tests")
    testing.add_argument("module", nargs="?")
    testing.add_argument("--arguments", default="", help="for pytest, as one string")
    testing.set_defaults(command=lambda options: test(options.module, options.arguments))

    checking = commands.add_parser("check", help="run the checks of all modules, or of one")
    checking.add_argument("module", nargs="?")
    checking.set_defaults(command=lambda options: check(options.module))

    serving = commands.add_parser("infra", help="keep PostgreSQL, Redis and Chroma for tests")
    serving.set_defaults(command=lambda _: keep_infrastructure())

    measuring = commands.add_parser("bench", help="measure, and compare with the floors")
    measuring.add_argument("arguments", nargs="*")
    measuring.set_defaults(command=lambda options: bench(options.arguments))

    documenting = commands.add_parser("openapi", help="write the OpenAPI documents anew")
    documenting.set_defaults(command=lambda _: write_documents())


def _install(options: argparse.Namespace) -> None:
    chosen = [require(name) for name in options.modules if name != "frontend"]
    everything = not options.modules
    install(
        discover() if everything else chosen,
        frontend=everything or "frontend" in options.modules,
    )


def _up(options: argparse.Namespace) -> None:
    given = {"PORT": options.port, "REPLICAS": options.replicas}
    wishes = Wishes(
        port=_number("PORT", options.port, DEFAULT),
        replicas=_number("REPLICAS", options.replicas, 1),
        explicit=frozenset(name for name, value in given.items() if value is not None),
        listen=options.listen,
        without=tuple(options.without),
        detach=options.detach,
        debug_data=options.debug_data,
        install=options.install,
    )
    up(default_home(), wishes)


def _number(name: str, value: str | None, default: int) -> int:
    if value is None:
        return default
    if not value.isascii() or not value.isdigit():
        raise UserError(f"{name} is a number, not {value!r}. For example: make up {name}={default}")
    return int(value)


def _kill(options: argparse.Namespace) -> None:
    if options.name is None:
        raise UserError("Say which process: make kill NAME=base-1. See: make status")
    pid = status.send_signal(default_home(), options.name, options.signal)
    say(f"Sent {options.signal} to {options.name} (process {pid}).")


def _logs(options: argparse.Namespace) -> None:
    logs.show_logs(default_home(), options.name, follow=options.follow, lines=options.lines)
