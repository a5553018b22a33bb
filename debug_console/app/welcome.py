"""The guided first run: what is there, how to get in, and where to begin."""

import asyncio
import sys

import typer
from rich.table import Table
from rich.text import Text

from app.account import is_signed_in, sign_in
from app.failures import Failure
from app.insight import health
from app.output import console

# The documented login of development, which a platform in production refuses to start with.
LOGIN, PASSWORD = "admin", "provodnik-admin"
_FIRST_STEPS = (
    ("health", "how the platform is"),
    ("tickets list --limit 5", "what passengers travel by; Tab completes words, options and ids"),
    ("robots list", "the kiosk robots, and whether they are there"),
    ("simulate robot", "one robot from its registration to a sale, step by step"),
    ("simulate day --runs 4 --speed 1440", "a railway's day within a minute, and its audit"),
    ("audit verify", "that nobody has touched the record of changes"),
)


def welcome(url: str) -> bool:
    """Whether the platform is there and somebody is signed in. Asks, where somebody can answer."""
    servers = asyncio.run(health.look(url))
    if all(one["status"] == "UNAVAILABLE" for one in servers):
        _say(f"No platform answers at {url}.", "red")
        _say("Start it in another terminal: make up      (or name another one: --url)")
        return False
    _say(f"The platform at {url}: " + ", ".join(f"{o['server']} {o['status']}" for o in servers))
    if asyncio.run(is_signed_in(url)):
        return True
    if not sys.stdin.isatty():
        return False
    _say("Nobody is signed in here yet.", "yellow")
    if typer.confirm(f"Sign in as {LOGIN}, the administrator of development?", default=True):
        try:
            asyncio.run(sign_in(url, LOGIN, PASSWORD))
        except Failure as failure:
            _say(failure.message, "red")
            _say("Sign in as somebody else: login", "bold")
            return False
        show_first_steps()
        return True
    _say("Sign in as somebody else: login", "bold")
    return False


def show_first_steps() -> None:
    _say("\nTo begin with:", "bold")
    steps = Table.grid(padding=(0, 2))
    for command, meaning in _FIRST_STEPS:
        steps.add_row("", Text(command, style="cyan", no_wrap=True), Text(meaning, style="dim"))
    console().print(steps)


def _say(text: str, style: str = "") -> None:
    console().print(Text(text, style=style))
