"""The debug console at a real terminal: the first run, a look around, a change, a way out."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from platform_client import Engineer

from tests.stack.programs import ROOT, run_module

SECONDS = 30
ENTER, TAB, END_OF_INPUT = "\r", "\t", "\x04"


@pytest.fixture
def state(tmp_path: Path) -> dict[str, str]:
    """Of somebody who was never here."""
    return {"XDG_STATE_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "160"}


@pytest.fixture
def terminal(url: str, state: dict[str, str]) -> Iterator["pexpect.spawn[str]"]:
    terminal = pexpect.spawn(
        "make",
        ["console", f"ARGS=--url {url}"],
        cwd=str(ROOT),
        env={**os.environ, **state, "TERM": "xterm"},
        encoding="utf-8",
        timeout=SECONDS,
        dimensions=(50, 160),
    )
    yield terminal
    terminal.close(force=True)


async def test_from_the_first_run_to_a_revoked_ticket(
    terminal: "pexpect.spawn[str]", admin: Engineer
) -> None:
    name = f"Passenger {secrets.token_hex(4)}"
    user = await admin.create_user(name)
    terminal.expect_exact("Sign in as admin")
    terminal.send(ENTER)
    terminal.expect_exact("To begin with:")
    _type(terminal, "whoami")
    terminal.expect("privileges.*ADMIN")
    # Words are completed, and so are ids that were shown before.
    terminal.send("users lis" + TAB)
    _type(terminal, f" --search '{name}'")
    terminal.expect_exact("1 in all")
    terminal.send(f"users erase {str(user.id)[:-6]}" + TAB)
    terminal.expect_exact(str(user.id)[-6:])
    terminal.send(ENTER)
    terminal.expect_exact("Erase this passenger for good?")
    _type(terminal, "y")
    terminal.expect_exact("DONE")
    _type(terminal, "users show nonsense")
    terminal.expect_exact("VALIDATION_ERROR")
    # Ctrl-C is for the command, not for the shell.
    _type(terminal, "incidents follow")
    terminal.expect("ready")
    terminal.sendintr()
    terminal.expect_exact("Stopped.")
    _type(terminal, "start")
    terminal.expect_exact("To begin with:")
    terminal.send(END_OF_INPUT)
    terminal.expect(pexpect.EOF)


async def test_what_no_page_shows(terminal: "pexpect.spawn[str]") -> None:
    terminal.expect_exact("Sign in as admin")
    terminal.send(ENTER)
    terminal.expect_exact("To begin with:")
    for words, shown in (
        ("health", r"store_server +.*OK"),
        ("redis keys session:", "a session"),
        ("redis summary", "sessions of a caller"),
        ("outbox summary", "store_server"),
        ("audit verify", "store_server +yes"),
    ):
        _type(terminal, words)
        terminal.expect(shown)
    # What the servers put into Redis since, the console must know as well.
    assert "does not know" not in (await run_module("debug_console", "redis", "summary")).output


def _type(terminal: "pexpect.spawn[str]", words: str) -> None:
    terminal.send(words + ENTER)
