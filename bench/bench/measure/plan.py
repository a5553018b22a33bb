"""How long everything takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """How often, and how many seconds each time."""

    rounds: int
    seconds: int
    # Of both sides in a round of the greatest load, and of each. A machine that others use as well
    # changes its speed from second to second: only short turns meet the same machine.
    turns: int
    turn_seconds: int
    latency_rounds: int
    latency_seconds: int
    warm_up_seconds: int
    # Of each robot in the crowd.
    checks_per_robot: int
    # Purchases and refunds while processes are killed.
    trades: int
    # While each of three processes is killed once; and how many buyers there are at a time.
    trades_a_round: int
    buyers: int


DEFAULT = Plan(
    rounds=5,
    seconds=5,
    turns=8,
    turn_seconds=1,
    latency_rounds=3,
    latency_seconds=10,
    warm_up_seconds=2,
    checks_per_robot=400,
    trades=3_000,
    trades_a_round=500,
    buyers=8,
)
QUICK = Plan(
    rounds=2,
    seconds=2,
    turns=2,
    turn_seconds=1,
    latency_rounds=1,
    latency_seconds=4,
    warm_up_seconds=1,
    checks_per_robot=100,
    trades=600,
    trades_a_round=500,
    buyers=8,
)
# A million checks of all tickets.
FULL_CHECKS_PER_ROBOT = 20_000
# More buyers at each kill, and not so many kills that one waits for their restarts alone.
FULL_TRADES = {"trades": 100_000, "trades_a_round": 2_000, "buyers": 24}
