"""What Tab offers."""

import pytest
import typer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from app.cli import app
from app.output import Seen
from app.shell.completion import CommandCompleter, word_of

ID = "018f0000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def completer() -> CommandCompleter:
    seen = Seen()
    seen.note(f"shown: {ID}")
    return CommandCompleter(word_of(typer.main.get_command(app)), seen)


def offered(completer: CommandCompleter, text: str) -> set[str]:
    completions = completer.get_completions(Document(text), CompleteEvent())
    return {one.text for one in completions}


def test_words(completer: CommandCompleter) -> None:
    assert {"tickets", "robots", "health"} <= offered(completer, "")
    assert offered(completer, "tick") == {"tickets"}
    assert offered(completer, "tickets re") == {"revoke"}


def test_options_and_their_values(completer: CommandCompleter) -> None:
    assert "--train-number" in offered(completer, "tickets list --")
    assert offered(completer, "tickets list --state ") == {"VALID", "USED", "REVOKED"}
    assert "SECURITY" in offered(completer, "engineers grant --privilege ")


def test_ids_that_were_shown(completer: CommandCompleter) -> None:
    assert offered(completer, "tickets show 018f") == {ID}


def test_open_quotation_is_no_fault(completer: CommandCompleter) -> None:
    assert "tickets" in offered(completer, "users list --search 'a")


def test_the_newest_ids_are_remembered() -> None:
    seen = Seen()
    for number in range(200):
        seen.note(f"018f0000-0000-7000-8000-{number:012}")
    assert len(seen.ids) == 100
    assert "018f0000-0000-7000-8000-000000000199" in seen.ids
