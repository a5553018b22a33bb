"""`make reset`: an empty stack, as on the first day."""

import sys

from local_stack import status
from local_stack.messages import UserError, say
from local_stack.stack.home import Home


def reset(home: Home, *, force: bool) -> None:
    if not home.path.exists():
        say("There is no data to delete.")
        return
    if not force:
        _ask(home)
    if status.running_status(home) is not None:
        status.down(home)
    home.remove()
    say(f"Deleted {home.path}. `make up` starts with empty data.")


def _ask(home: Home) -> None:
    if not sys.stdin.isatty():
        raise UserError("This deletes all data of the stack. To do so without a question: FORCE=1")
    answer = input(f"Delete all data of the stack in {home.path}? Type yes: ")
    if answer.strip().lower() != "yes":
        raise UserError("Nothing was deleted.")
