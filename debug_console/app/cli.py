"""The commands."""

import asyncio
import sys
from typing import Annotated

import typer
from platform_client import Credentials, PlatformError

from app import account
from app.api.commands import add_resources
from app.failures import ExitCode, Failure, failure_of
from app.insight.commands import add_insight, verify_record
from app.logins import state_folder
from app.output import SEEN, console, show_failure
from app.simulate.commands import add_simulators
from app.stack import LocalStack, StackUnavailable
from app.welcome import show_first_steps, welcome

DEFAULT_URL = "http://localhost:8080"

app = typer.Typer(
    help="The debug console of Provodnik. Without a command it is a shell.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Url = Annotated[
    str | None,
    typer.Option(envvar="PROVODNIK_URL", help="Of the platform's gateway. [local stack]"),
]
Login = Annotated[str, typer.Option(envvar="PROVODNIK_ADMIN_LOGIN", help="Of an administrator.")]
Password = Annotated[
    str, typer.Option(envvar="PROVODNIK_ADMIN_PASSWORD", help="The administrator's.")
]


@app.callback(invoke_without_command=True)
def main(context: typer.Context, url: Url = None) -> None:
    context.obj = (url or _local_url()).rstrip("/")
    if context.invoked_subcommand is None:
        shell(context)


def _local_url() -> str:
    """Of the stack that runs here; asking takes a moment, which a given address saves."""
    try:
        return asyncio.run(LocalStack().get_url()) or DEFAULT_URL
    except StackUnavailable:
        return DEFAULT_URL


@app.command()
def shell(context: typer.Context) -> None:
    """Stay: a prompt with completion and history."""
    # Here, like all that takes longer to load than most commands take.
    from app.shell.completion import CommandCompleter, word_of  # noqa: PLC0415
    from app.shell.prompt import HINT, stay  # noqa: PLC0415

    url: str = context.obj
    welcome(url)
    console().print(HINT, style="dim")
    completer = CommandCompleter(word_of(typer.main.get_command(app)), SEEN)
    stay(lambda parts: run(["--url", url, *parts]), completer, state_folder() / "history")


@app.command()
def start(context: typer.Context) -> None:
    """The first steps: is the platform there, am I signed in, what can I do?"""
    if not welcome(context.obj):
        raise typer.Exit(1)
    show_first_steps()


@app.command()
def demo(
    context: typer.Context,
    login: Login = "admin",
    password: Password = "provodnik-admin",  # noqa: S107 - the documented one of development
    with_faults: Annotated[
        bool, typer.Option("--faults/--no-faults", help="Whether servers are killed at the end.")
    ] = True,
) -> None:
    """Play a robot's working day against the running stack."""
    from app.demo.play import play  # noqa: PLC0415
    from app.demo.report import Report  # noqa: PLC0415

    credentials = Credentials(login=login, password=password)
    is_good = asyncio.run(
        play(context.obj, credentials, Report(console()), with_faults=with_faults)
    )
    raise typer.Exit(0 if is_good else 1)


account.add_account(app)
add_insight(app)
add_simulators(app)
add_resources(app, {"audit": {"verify": verify_record}})


def run(arguments: list[str]) -> int:
    """One command, and what it ends with."""
    try:
        app(arguments, prog_name="provodnik")
    except SystemExit as ended:
        code = int(ended.code or 0)
        if code == ExitCode.STOPPED:
            # Where the cursor is, somebody has typed ^C.
            console(stderr=True).print("\nStopped.", style="yellow")
        return code
    except PlatformError as error:
        return _fail(failure_of(error))
    except Failure as failure:
        return _fail(failure)
    except KeyboardInterrupt:
        return ExitCode.STOPPED
    return 0


def _fail(failure: Failure) -> int:
    show_failure(failure)
    return failure.code


def program() -> None:
    sys.exit(run(sys.argv[1:]))
