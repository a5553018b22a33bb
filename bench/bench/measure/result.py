"""What was measured, as plain values that JSON can hold."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Goal:
    """`is_least`: the figure should be no less than `value`; else no more."""

    value: float
    is_least: bool

    def is_met(self, figure: float) -> bool:
        return figure >= self.value if self.is_least else figure <= self.value


@dataclass(frozen=True)
class Row:
    """One line of the table.

    With a `floor`, `ratio` is ours to the floor's of the same round; the goal is for the ratio if
    `goal_is_ratio`, else for our own figure. `runs` holds everything that was noted on the way.
    """

    name: str
    unit: str
    ours: Spread
    goal: Goal | None
    floor: Spread | None = None
    ratio: Spread | None = None
    goal_is_ratio: bool = False
    runs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_met(self) -> bool | None:
        if self.goal is None:
            return None
        figure = self.ratio if self.goal_is_ratio and self.ratio else self.ours
        return self.goal.is_met(figure.median)
