"""How long answers took, and how many did not come; live, and for the report."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rich.table import Table

from app.simulate.day.uplink import Stopwatch

PERCENTILES = (50, 95, 99)
_PULSE_SECONDS = 0.02


@dataclass(frozen=True)
class Answer:
    """`at`: when it was asked for, from the beginning of the day; `waited`: for how long before
    that it was wanted, since others were being served. All in seconds by this machine's clock."""

    at: float
    seconds: float
    waited: float


@dataclass(frozen=True)
class Row:
    kind: str
    count: int
    rate: float
    # Milliseconds, for each of `PERCENTILES`.
    percentiles: tuple[float, ...]
    waited: tuple[float, ...]
    errors: int


@dataclass
class Figures:
    """`answers` and `errors` by kind. `marks`: what else happened, a killed server say. `delays`:
    by how many seconds the simulator did what it had to later than at its time."""

    clock: Callable[[], float] = time.monotonic
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    marks: list[tuple[float, str]] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    started: float = 0.0

    def start(self) -> None:
        self.started = self.clock()

    @property
    def now(self) -> float:
        return self.clock() - self.started

    def took(self, kind: str, due: float, watch: Stopwatch) -> None:
        """An answer of the platform, a refusal too. `due`: when it was wanted."""
        if watch.sent_at is None:
            raise ValueError("Nothing was asked.")
        at = watch.sent_at - self.started
        seconds = watch.answered_at - watch.sent_at
        self.answers[kind].append(Answer(at, seconds, max(0.0, at - due)))

    def missed(self, kind: str) -> None:
        """No answer came, and the robot helped itself."""
        self.errors[kind] += 1

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def mark(self, what: str) -> None:
        self.marks.append((self.now, what))

    async def watch_delays(self) -> None:
        """Until it is cancelled. Everything in this process waits so long, and answers seem to
        take longer by as much."""
        while True:
            due = self.clock() + _PULSE_SECONDS
            await asyncio.sleep(_PULSE_SECONDS)
            self.delays.append(max(0.0, self.clock() - due))

    def rows(self) -> list[Row]:
        kinds = sorted({*self.answers, *self.errors})
        return [self._row(kind, max(self.now, 1e-6)) for kind in kinds]

    def _row(self, kind: str, seconds: float) -> Row:
        answers = self.answers[kind]
        taken = milliseconds([answer.seconds for answer in answers])
        waited = milliseconds([answer.waited for answer in answers])
        return Row(kind, len(answers), len(answers) / seconds, taken, waited, self.errors[kind])


def milliseconds(seconds: Sequence[float]) -> tuple[float, ...]:
    """For each of `PERCENTILES`; zeros where there is nothing."""
    return tuple(float(one) * 1000 for one in np.percentile(seconds or [0.0], PERCENTILES))


# Of the columns of a row, for a terminal and for the report.
NAMES = (
    "",
    "answers",
    "per second",
    *(f"p{one} ms" for one in PERCENTILES),
    "waited p95 ms",
    "no answer",
)


def cells(row: Row) -> tuple[str, ...]:
    points = (f"{one:.0f}" for one in row.percentiles)
    waited = f"{row.waited[1]:.0f}"
    return row.kind, f"{row.count:,}", f"{row.rate:.1f}", *points, waited, str(row.errors)


def lateness(figures: Figures) -> str:
    """Of the simulator itself."""
    late = zip(PERCENTILES, milliseconds(figures.delays), strict=True)
    return ", ".join(f"p{point} {delay:.1f} ms" for point, delay in late)


def table_of(figures: Figures, title: str) -> Table:
    """As it stands, for a terminal."""
    table = Table(
        title=title,
        title_justify="left",
        caption=f"The simulator itself was late by {lateness(figures)}",
        caption_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    for name in NAMES:
        table.add_column(name, justify="right" if name else "left")
    for row in figures.rows():
        table.add_row(*cells(row))
    return table
