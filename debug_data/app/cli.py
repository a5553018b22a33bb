"""The command line."""

import asyncio
import time
from pathlib import Path
from typing import Annotated

import typer
from platform_client import Credentials, PlatformError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from app.catalogue import Catalogue, read_catalogue
from app.load import CannotLoad, Files, Loaded, load
from app.progress import Work
from app.sizes import Size, grow

app = typer.Typer(add_completion=False)


@app.command()
def main(
    url: Annotated[
        str, typer.Option(envvar="PROVODNIK_URL", help="Of the platform's gateway.")
    ] = "http://localhost:8080",
    login: Annotated[
        str, typer.Option(envvar="PROVODNIK_ADMIN_LOGIN", help="Of an administrator.")
    ] = "admin",
    password: Annotated[
        str, typer.Option(envvar="PROVODNIK_ADMIN_PASSWORD", help="The administrator's.")
    ] = "provodnik-admin",  # noqa: S107 - the documented one of development
    size: Annotated[
        Size,
        typer.Option(
            envvar="PROVODNIK_DEBUG_SIZE",
            help="What is in the files, or a railway of 200 trains made of it.",
        ),
    ] = Size.SMALL,
    summary: Annotated[
        Path | None,
        typer.Option(
            envvar="PROVODNIK_DEBUG_JSON",
            help="Write logins and ticket codes to this file; codes of earlier loads are kept.",
        ),
    ] = None,
    people: Annotated[
        Path | None,
        typer.Option(
            envvar="PROVODNIK_PEOPLE_JSON",
            help="Write who can sign in as a passenger to this file, for the identity provider.",
        ),
    ] = None,
) -> None:
    """Load the debug data. Loading again adds only what is missing."""
    console, errors = Console(), Console(stderr=True)
    started = time.monotonic()
    credentials = Credentials(login=login, password=password)
    try:
        catalogue = grow(read_catalogue(), size)
        loaded = _load(url, credentials, catalogue, Files(summary, people), console)
    except (CannotLoad, PlatformError) as failure:
        errors.print(f"The debug data was not loaded. {failure}", style="red", soft_wrap=True)
        raise typer.Exit(1) from failure
    _show(console, loaded, time.monotonic() - started)


def _load(
    url: str, credentials: Credentials, catalogue: Catalogue, files: Files, console: Console
) -> Loaded:
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        return asyncio.run(load(url, credentials, catalogue, Work(bar), files))


def _show(console: Console, loaded: Loaded, seconds: float) -> None:
    parts = ", ".join(f"{count} {part}" for part, count in loaded.counts.items())
    console.print(f"Debug data: {parts}; {seconds:.1f} s", highlight=False, soft_wrap=True)
    table = Table("login", "password", "privileges", box=None, padding=(0, 2))
    for one in loaded.summary.logins:
        table.add_row(one.login, one.password, ", ".join(one.privileges))
    for passenger in loaded.summary.passengers:
        table.add_row(passenger.login, passenger.password, f"passenger {passenger.name}")
    for staff in loaded.summary.provider_staff:
        table.add_row(staff.login, staff.password, f"at the provider: {', '.join(staff.roles)}")
    console.print(table, highlight=False)
