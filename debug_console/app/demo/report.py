"""What the demo prints: one line for each thing that was done."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from platform_client import PlatformError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

WHAT_WIDTH = 43


class Unexpected(Exception):
    """The platform did something else than it should; the message says what."""


class StepFailed(Exception):
    def __init__(self, number: int, what: str, why: str) -> None:
        self.number = number
        self.what = what
        self.why = why
        super().__init__(number, what, why)


def expect(is_so: bool, otherwise: str) -> None:
    """Raise `Unexpected` with `otherwise` unless it is so."""
    if not is_so:
        raise Unexpected(otherwise)


class Line:
    """One step while it is running; set `result` to what is to be shown."""

    def __init__(self) -> None:
        self.result = ""


class Report:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last_number = 0
        self.lines = 0

    def say(self, text: str, style: str = "") -> None:
        self._console.print(text, style=style, highlight=False)

    @contextmanager
    def step(self, number: int, what: str) -> Iterator[Line]:
        """Runs and times one step. Raises `StepFailed` for whatever went wrong in it."""
        line = Line()
        started = time.monotonic()
        try:
            with self._console.status(what):
                yield line
        except (PlatformError, Unexpected) as error:
            self._show(number, what, _why(error), started, is_good=False)
            raise StepFailed(number, what, _why(error)) from error
        self._show(number, what, line.result, started, is_good=True)

    def _show(self, number: int, what: str, result: str, started: float, *, is_good: bool) -> None:
        shown = str(number) if number != self._last_number else " "
        self._last_number = number
        self.lines += 1
        mark = "[green]✓[/]" if is_good else "[red]✗[/]"
        seconds = time.monotonic() - started
        line = Table.grid(padding=(0, 1))
        line.add_column()
        line.add_column()
        line.add_column(width=min(WHAT_WIDTH, self._console.width * 3 // 8))
        line.add_column(no_wrap=True)
        line.add_row(
            f"[bold]{shown}[/]",
            mark,
            escape(what),
            f"[dim]{seconds:6.2f} s[/]",
            f" {escape(result)}",
        )
        self._console.print(line, highlight=False)


def _why(error: Exception) -> str:
    if isinstance(error, PlatformError) and error.request_id:
        return f"{error} (request {error.request_id})"
    return str(error)
