"""How long everything takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Rounds of pairs, and seconds of each run."""

    rounds: int
    seconds: int
    latency_rounds: int
    latency_seconds: int
    warm_up_seconds: int


DEFAULT = Plan(rounds=5, seconds=5, latency_rounds=3, latency_seconds=10, warm_up_seconds=2)
QUICK = Plan(rounds=2, seconds=2, latency_rounds=1, latency_seconds=4, warm_up_seconds=1)
