"""The answer to "who is this?" as a pure rule over distances."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    MATCH = "MATCH"
    UNKNOWN = "UNKNOWN"
    AMBIGUOUS = "AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class MatchRule:
    """When two faces count as one person.

    `threshold` is the greatest distance of a match. `margin` is how much farther away the
    runner-up must be, so that two look-alikes are told to be such instead of guessed between.
    """

    threshold: float
    margin: float

    def is_match(self, distance: float) -> bool:
        return distance <= self.threshold

    def confidence(self, distance: float) -> float:
        """1 for the same template, falling to 0 at the threshold. A scale, not a probability."""
        return min(1.0, max(0.0, 1 - distance / self.threshold))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`margin` is the distance of the runner-up less that of the nearest; None without one."""

    verdict: Verdict
    margin: float | None


def judge(distances: Sequence[float], rule: MatchRule) -> Judgement:
    """Judge the candidates' distances, nearest first."""
    if not distances:
        return Judgement(Verdict.UNKNOWN, None)
    margin = distances[1] - distances[0] if len(distances) > 1 else None
    if not rule.is_match(distances[0]):
        return Judgement(Verdict.UNKNOWN, margin)
    if margin is not None and margin < rule.margin:
        return Judgement(Verdict.AMBIGUOUS, margin)
    return Judgement(Verdict.MATCH, margin)
