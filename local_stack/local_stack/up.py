"""`make up`: install what is missing, start the whole stack, load the debug data, stay."""

import asyncio
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from local_stack.install import install
from local_stack.install.modules import ROOT, running_modules
from local_stack.messages import UserError, bold, dim, say
from local_stack.running import Running
from local_stack.stack.credentials import Credentials
from local_stack.stack.debug_data import load_debug_data
from local_stack.stack.definition import Stack, Stores
from local_stack.stack.home import Home
from local_stack.stack.ports import (
    DEFAULT,
    MOST_REPLICAS,
    Ports,
    require_free,
    require_possible,
)
from local_stack.status import addresses, running_status
from local_stack.supervision.control import Message
from local_stack.supervision.supervisor import Supervisor


@dataclass(frozen=True)
class Wishes:
    """What the person asked for."""

    port: int = DEFAULT
    replicas: int = 1
    # What was asked for in words, and not left to the default.
    explicit: frozenset[str] = frozenset()
    listen: str = "localhost"
    without: tuple[str, ...] = ()
    detach: bool = False
    debug_data: bool = True
    install: bool = True
    durable: bool = True


def up(home: Home, wishes: Wishes) -> None:
    if not 1 <= wishes.replicas <= MOST_REPLICAS:
        raise UserError(f"REPLICAS is a number from 1 to {MOST_REPLICAS}.")
    require_possible(wishes.port)
    home.make()
    if _is_running_already(home, wishes):
        return
    if wishes.install:
        install(running_modules())
    if wishes.detach:
        _run_in_background(home)
    else:
        with home.claim():
            _run(home, wishes)


def _run(home: Home, wishes: Wishes) -> None:
    ports = Ports(wishes.port)
    stores = Stores(home, ports, Credentials(home), durable=wishes.durable)
    stack = Stack(stores, wishes.replicas, wishes.listen, wishes.without)
    require_free(stack.wanted_ports(), ports.public)
    keep_previous_logs(home)
    started = time.monotonic()
    facts: Message = {"url": stack.gateway.url, "home": str(home.path)}

    async def after_start(supervisor: Supervisor) -> None:
        logins = await load_debug_data(supervisor, stack) if wishes.debug_data else ""
        say(bold(f"\nThe stack is up after {time.monotonic() - started:.1f} s"))
        say(addresses(facts))
        if logins:
            say(logins)
        say(dim("Ctrl-C or `make down` stops it. More: make help"))

    say(bold("Starting the stack") + dim(f"  (data and logs: {home.path})"))
    asyncio.run(Running(home, facts).run(stack.stages, after_start, stay=True))


def _is_running_already(home: Home, wishes: Wishes) -> bool:
    status = running_status(home)
    if status is None:
        return False
    _require_same(status, wishes)
    say(bold("The stack is running already."))
    say(addresses(status))
    return True


def _require_same(status: Message, wishes: Wishes) -> None:
    """Wishes that a running stack does not meet must not pass for met."""
    port = urlsplit(status["url"]).port
    names = [process["name"] for process in status["processes"]]
    replicas = sum(name.startswith("face-") for name in names)
    met = {"PORT": wishes.port == port, "REPLICAS": wishes.replicas == replicas}
    if any(not met[wish] for wish in wishes.explicit):
        raise UserError(
            f"A stack is running already, with PORT={port} REPLICAS={replicas}. "
            "To change that: make down, then make up again."
        )


def keep_previous_logs(home: Home) -> None:
    """One run back, for the question what happened before the restart."""
    previous = home.folder("logs/previous")
    for log in home.logs.glob("*.log"):
        if log.name != "supervisor.log":
            log.replace(previous / log.name)


def _run_in_background(home: Home) -> None:
    """The same command without DETACH, in a session of its own; its words are passed on."""
    log = home.logs / "supervisor.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "local_stack", *_without_detach(sys.argv[1:])],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=os.environ | {"PYTHONPATH": str(ROOT / "local_stack")},
            start_new_session=True,
        )
    shown = 0
    # Without a limit: it gives up by itself when a process does not get ready, and a whole
    # railway of debug data takes long.
    while True:
        ended = child.poll() is not None
        status = running_status(home)
        shown = _pass_on(log, shown)
        if ended:
            raise UserError("The stack did not start.")
        if status is not None and status["ready"]:
            _pass_on(log, shown)
            return
        time.sleep(0.1)


def _without_detach(arguments: list[str]) -> list[str]:
    return [argument for argument in arguments if argument != "--detach"]


def _pass_on(log: Path, start: int) -> int:
    with log.open("rb") as file:
        file.seek(start)
        text = file.read()
    if text:
        sys.stdout.write(text.decode(errors="replace"))
        sys.stdout.flush()
    return start + len(text)
