"""The commands."""

import asyncio
from typing import Annotated

import typer
from platform_client import Credentials
from rich.console import Console

from app.demo.play import play
from app.demo.report import Report

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

# Wide enough for the lines when the output is a file.
WIDTH_OF_FILES = 132

Url = Annotated[str, typer.Option(envvar="PROVODNIK_URL", help="Of the platform's gateway.")]
Login = Annotated[str, typer.Option(envvar="PROVODNIK_ADMIN_LOGIN", help="Of an administrator.")]
Password = Annotated[
    str, typer.Option(envvar="PROVODNIK_ADMIN_PASSWORD", help="The administrator's.")
]


@app.callback()
def main() -> None:
    """The debug console of Provodnik."""


@app.command()
def demo(
    url: Url = "http://localhost:8080",
    login: Login = "admin",
    password: Password = "provodnik-admin",  # noqa: S107 - the documented one of development
    with_faults: Annotated[
        bool, typer.Option("--faults/--no-faults", help="Whether servers are killed at the end.")
    ] = True,
) -> None:
    """Play a robot's working day against the running stack."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_FILES)
    credentials = Credentials(login=login, password=password)
    is_good = asyncio.run(play(url, credentials, Report(console), with_faults=with_faults))
    raise typer.Exit(0 if is_good else 1)
