"""`login`, `logout`, `whoami`."""

import asyncio
import sys
from typing import Annotated

import typer
from platform_client import PlatformError

from app.caller import Caller
from app.failures import ExitCode, Failure, failure_of
from app.output import Output

Json = Annotated[bool, typer.Option("--json", help="For scripts: everything, as JSON.")]
ADMIN = "admin"


def add_account(app: typer.Typer) -> None:
    app.command("login")(login)
    app.command("logout")(logout)
    app.command("whoami")(whoami)


def login(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(envvar="PROVODNIK_ADMIN_LOGIN", help="Of an engineer.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="PROVODNIK_ADMIN_PASSWORD",
            help="Asked for when it is not given; others may see what is on a command line.",
        ),
    ] = None,
) -> None:
    """Sign in at the platform. The session is kept in a private file until it ends."""
    name = name or _ask("Login", default=ADMIN)
    password = password or _ask("Password", hidden=True)
    asyncio.run(sign_in(context.obj, name, password))


async def sign_in(url: str, name: str, password: str) -> None:
    async with Caller.open(url, anonymous=True) as caller:
        await caller.sign_in(name, password)
        me = await caller.get("/base_api/auth/me")
    Output().say(f"Signed in at {url} as {name}: {', '.join(me['privileges'])}.", "green")


def logout(context: typer.Context) -> None:
    """End the session, here and at the platform."""

    async def run() -> None:
        async with Caller.open(context.obj) as caller:
            await caller.sign_out()

    asyncio.run(run())
    Output().say(f"Signed out at {context.obj}.", "green")


def whoami(context: typer.Context, as_json: Json = False) -> None:
    """Who is signed in, and may do what."""

    async def run() -> None:
        async with Caller.open(context.obj) as caller:
            Output(as_json).record(await caller.get("/base_api/auth/me"))

    asyncio.run(run())


def _ask(what: str, *, default: str | None = None, hidden: bool = False) -> str:
    if not sys.stdin.isatty():
        raise Failure(
            f"{what} is missing.",
            "Give it: PROVODNIK_ADMIN_LOGIN and PROVODNIK_ADMIN_PASSWORD",
            ExitCode.USAGE,
        )
    answer: str = typer.prompt(what, default=default, hide_input=hidden)
    return answer


async def is_signed_in(url: str) -> bool:
    """Whether the kept session still opens anything."""
    try:
        async with Caller.open(url) as caller:
            await caller.get("/base_api/auth/me")
    except Failure as failure:
        if failure.code is ExitCode.NOT_SIGNED_IN:
            return False
        raise
    except PlatformError as error:
        raise failure_of(error) from error
    return True
