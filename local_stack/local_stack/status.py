"""`make status`, `make down`, `make kill`: questions and orders to a running stack."""

import json
import time
from signal import Signals

from local_stack.messages import UserError, bold, dim, green, red, say
from local_stack.stack.home import Home
from local_stack.supervision.control import Message, ask
from local_stack.supervision.proc import (
    children_by_parent,
    proportional_bytes,
    resident_bytes,
    tree,
)

STOP_SECONDS = 60
NOT_RUNNING = "The stack is not running. Start it: make up"


def running_status(home: Home) -> Message | None:
    if not home.path.exists():
        return None
    return ask(home.control, {"do": "status"})


def require_running(home: Home) -> Message:
    status = running_status(home)
    if status is None:
        raise UserError(NOT_RUNNING)
    return status


def addresses(status: Message) -> str:
    url = status["url"]
    return "\n".join(
        [
            f"  {'pages':<16} {bold(url + '/')}",
            f"  {'API documents':<16} {url}/docs",
            f"  {'health':<16} {url}/health/base  /store  /face",
        ]
    )


def show_status(home: Home, *, as_json: bool = False) -> int:
    """0 when everything is ready, 1 when not, so that scripts can ask."""
    status = running_status(home)
    if as_json:
        say(json.dumps(status if status is not None else {"ready": False, "processes": []}))
    elif status is None:
        raise UserError(NOT_RUNNING)
    else:
        _show_table(status)
    if status is None:
        return 1
    return 0 if all(process["state"] == "ready" for process in status["processes"]) else 1


def _show_table(status: Message) -> None:
    children = children_by_parent()
    say(bold(f"{'process':<14}{'pid':>8}{'port':>8}  {'state':<12}{'restarts':>8}{'memory':>10}"))
    every = [status["supervisor"], *children.get(status["supervisor"], [])]
    own = tree(status["supervisor"], children)
    for process in status["processes"]:
        pids = tree(process["pid"], children) if process["pid"] else []
        memory = sum(map(resident_bytes, pids))
        state = process["state"]
        painted = (green if state == "ready" else red)(f"{state:<12}")
        say(
            f"{process['name']:<14}{process['pid'] or '-':>8}{process['port'] or '-':>8}  "
            f"{painted}{process['restarts']:>8}{_megabytes(memory):>10}"
        )
    supervisor = sum(resident_bytes(pid) for pid in every if pid not in _listed(status))
    say(
        f"{'supervisor':<14}{status['supervisor']:>8}{'-':>8}  {'':<12}{'':>8}"
        f"{_megabytes(supervisor):>10}"
    )
    resident, proportional = sum(map(resident_bytes, own)), sum(map(proportional_bytes, own))
    say(
        dim(
            f"memory: {_megabytes(resident)} resident, {_megabytes(proportional)} when shared pages"
            " are counted once"
        )
    )
    say(addresses(status))


def _listed(status: Message) -> set[int]:
    return {process["pid"] for process in status["processes"]}


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"


def down(home: Home) -> None:
    if not home.path.exists() or ask(home.control, {"do": "stop"}) is None:
        say("The stack is not running.")
        return
    deadline = time.monotonic() + STOP_SECONDS
    while home.is_claimed():
        if time.monotonic() > deadline:
            raise UserError(f"The stack did not stop within {STOP_SECONDS} s. See: make status")
        time.sleep(0.05)
    say("The stack is stopped.")


def send_signal(home: Home, name: str, signal_name: str) -> int:
    """Send a signal to one process of the stack and return its process id."""
    number = Signals[
        signal_name.upper()
        if signal_name.upper().startswith("SIG")
        else f"SIG{signal_name.upper()}"
    ]
    answer = ask(home.control, {"do": "signal", "name": name, "signal": number.name})
    if answer is None:
        raise UserError(NOT_RUNNING)
    if answer["pid"] is None:
        raise UserError(f"{name} is not running just now.")
    return int(answer["pid"])
