"""How long answers took, and how many did not come; live, and for the report."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from rich.table import Table

PERCENTILES = (50, 95, 99)


@dataclass(frozen=True)
class Answer:
    """`at` and `seconds` by this machine's clock, from the beginning of the day."""

    at: float
    seconds: float


@dataclass(frozen=True)
class Row:
    kind: str
    count: int
    rate: float
    # Milliseconds, for each of `PERCENTILES`.
    percentiles: tuple[float, ...]
    errors: int


@dataclass
class Figures:
    """`answers` and `errors` by kind. `marks`: what else happened, a killed server say."""

    clock: Callable[[], float] = time.monotonic
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    marks: list[tuple[float, str]] = field(default_factory=list)
    started: float = 0.0

    def start(self) -> None:
        self.started = self.clock()

    @property
    def now(self) -> float:
        return self.clock() - self.started

    def took(self, kind: str, began: float) -> None:
        """An answer of the platform to what was asked then, a refusal too."""
        self.answers[kind].append(Answer(began, self.now - began))

    def missed(self, kind: str) -> None:
        """No answer came, and the robot helped itself."""
        self.errors[kind] += 1

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def mark(self, what: str) -> None:
        self.marks.append((self.now, what))

    def rows(self) -> list[Row]:
        kinds = sorted({*self.answers, *self.errors})
        return [self._row(kind, max(self.now, 1e-6)) for kind in kinds]

    def _row(self, kind: str, seconds: float) -> Row:
        taken = [answer.seconds * 1000 for answer in self.answers[kind]]
        points = np.percentile(taken, PERCENTILES) if taken else [0.0] * len(PERCENTILES)
        rate, percentiles = len(taken) / seconds, tuple(map(float, points))
        return Row(kind, len(taken), rate, percentiles, self.errors[kind])


def table_of(figures: Figures, title: str) -> Table:
    """As it stands, for a terminal."""
    names = ("", "answers", "per second", *(f"p{one} ms" for one in PERCENTILES), "no answer")
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name in names:
        table.add_column(name, justify="right" if name else "left")
    for row in figures.rows():
        points = (f"{one:.0f}" for one in row.percentiles)
        table.add_row(row.kind, f"{row.count:,}", f"{row.rate:.1f}", *points, str(row.errors))
    return table
