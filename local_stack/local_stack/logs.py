"""`make logs`: what the programs print, one after the other as it comes, made readable."""

import json
import time
from contextlib import ExitStack, closing
from pathlib import Path

from local_stack.messages import UserError, dim, paint, red, say
from local_stack.stack.home import Home
from local_stack.status import running_status

COLOURS = ("36", "33", "35", "34", "32", "31")
ROUTINE = ("time", "timestamp", "level", "event", "logger", "service")
LAST_LINES = 20
# How often to ask whether anybody still writes.
ASK_SECONDS = 2.0


def show_logs(home: Home, name: str | None, *, follow: bool, lines: int = LAST_LINES) -> None:
    """`name`: a process (`base-1`) or all of a kind (`base`)."""
    chosen = _chosen(home, name)
    width = max(len(log.stem) for log in chosen)
    with ExitStack() as files:
        tails = [
            files.enter_context(closing(_Tail(log, COLOURS[turn % len(COLOURS)])))
            for turn, log in enumerate(chosen)
        ]
        for tail in tails:
            for text in tail.last(lines):
                _show(tail, text, width)
        asked = 0.0
        while follow:
            fresh = [(tail, text) for tail in tails for text in tail.fresh()]
            for tail, text in fresh:
                _show(tail, text, width)
            if fresh:
                continue
            if time.monotonic() - asked > ASK_SECONDS:
                asked = time.monotonic()
                if running_status(home) is None:
                    say(dim("The stack is not running; these were its last lines."))
                    return
            time.sleep(0.2)


def _chosen(home: Home, name: str | None) -> list[Path]:
    logs = sorted(home.logs.glob("*.log"))
    if name is not None:
        logs = [log for log in logs if log.stem == name or log.stem.rpartition("-")[0] == name]
    if not logs:
        known = ", ".join(sorted(log.stem for log in home.logs.glob("*.log")))
        raise UserError(f"No log of {name}. There are: {known}" if known else "No logs yet.")
    return logs


def _show(tail: "_Tail", text: str, width: int) -> None:
    say(f"{paint(f'{tail.name:<{width}}', tail.colour)}  {readable(text)}")


def readable(line: str) -> str:
    """A JSON line as time, level, event and fields; any other line as it is."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict):
        return line
    clock = str(entry.get("timestamp", entry.get("time", "")))[11:23].rstrip("Z+")
    level = str(entry.get("level", "info"))
    event = str(entry.get("event", ""))
    fields = " ".join(f"{key}={value}" for key, value in entry.items() if key not in ROUTINE)
    text = f"{dim(clock)} {level:<7} {event}"
    return f"{red(text) if level in {'error', 'critical'} else text} {dim(fields)}".rstrip()


class _Tail:
    """The end of one file, and what is added to it; begins anew when the file is replaced."""

    def __init__(self, path: Path, colour: str) -> None:
        self.name = path.stem
        self.colour = colour
        self._path = path
        self._file = path.open(encoding="utf-8", errors="replace")
        self._inode = path.stat().st_ino
        self._unfinished = ""

    def close(self) -> None:
        self._file.close()

    def last(self, lines: int) -> list[str]:
        return self._file.read().splitlines()[-lines:]

    def fresh(self) -> list[str]:
        text = self._unfinished + self._file.read()
        if not text:
            self._reopen_when_replaced()
            return []
        *whole, self._unfinished = text.split("\n")
        return whole

    def _reopen_when_replaced(self) -> None:
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError:
            return
        if inode != self._inode:
            self._file.close()
            self._file = self._path.open(encoding="utf-8", errors="replace")
            self._inode = inode
