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
    # Of each robot in the crowd.
    checks_per_robot: int
    # Purchases and refunds while processes are killed.
    trades: int


DEFAULT = Plan(
    rounds=5,
    seconds=5,
    latency_rounds=3,
    latency_seconds=10,
    warm_up_seconds=2,
    checks_per_robot=400,
    trades=3_000,
)
QUICK = Plan(
    rounds=2,
    seconds=2,
    latency_rounds=1,
    latency_seconds=4,
    warm_up_seconds=1,
    checks_per_robot=100,
    trades=600,
)
# A million checks of all tickets.
FULL_CHECKS_PER_ROBOT = 20_000
FULL_TRADES = 100_000
