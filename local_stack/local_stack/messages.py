"""What the commands say to the person at the terminal."""

import os
import sys
import threading

_print_lock = threading.Lock()


class UserError(Exception):
    """Something that the person at the terminal can put right; the text says how."""


def colours_wanted() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colours_wanted() else text


def bold(text: str) -> str:
    return paint(text, "1")


def green(text: str) -> str:
    return paint(text, "32")


def red(text: str) -> str:
    return paint(text, "31")


def dim(text: str) -> str:
    return paint(text, "2")


def say(text: str = "") -> None:
    """Print whole lines, also when several threads speak at once."""
    with _print_lock:
        print(text, flush=True)
