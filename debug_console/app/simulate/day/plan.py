"""What will happen on a day, and when: a pure function of its size and seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

DAY = 24 * 3600.0
ROBOTS_PER_RUN = 2
_MINUTE = 60.0
# Of what passengers and links do, as shares of all.
COMES_TWICE, UNKNOWN_CODE, WRONG_TRAIN, NO_SHOW = 0.03, 0.02, 0.01, 0.02
IS_INSPECTED, BUYS, GIVES_BACK = 0.3, 0.5, 0.1
LOSES_LINK = 0.5
CLOCK_OFF_SECONDS = 600
# Most people eat within an hour and a half around these.
_MEALS = (8 * 3600.0, 13 * 3600.0, 19 * 3600.0)
_MEAL_SPREAD = 45 * _MINUTE


class Kind(StrEnum):
    BOARD = "board"
    INSPECT = "inspect"
    BUY = "buy"
    REFUND = "refund"
    INCIDENT = "incident"
    CUT = "link lost"
    RETURN = "link back"


class Whose(StrEnum):
    """Which code is presented."""

    OWN = "own"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"


@dataclass(frozen=True, order=True)
class Moment:
    """`at`: seconds since midnight. `passenger` counts within the run."""

    at: float
    run: int
    robot: int
    kind: Kind
    passenger: int = 0
    whose: Whose = Whose.OWN


@dataclass(frozen=True)
class RunPlan:
    """`clocks_off`: how far the clock of each robot is from the right time, in seconds."""

    number: str
    passengers: int
    departs_at: float
    clocks_off: tuple[float, ...]


@dataclass(frozen=True)
class DayPlan:
    runs: tuple[RunPlan, ...]
    moments: tuple[Moment, ...]


def plan_day(runs: int, passengers: int, seed: int, name: str = "S") -> DayPlan:
    """`passengers` of each run. The same arguments are the same day; `name` begins the numbers of
    its trains."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    planned = tuple(_plan_run(f"{name}-{at:03}", passengers, chance) for at in range(runs))
    moments = [
        moment for at, run in enumerate(planned) for moment in _plan_moments(at, run, chance)
    ]
    return DayPlan(planned, tuple(sorted(moments)))


def _plan_run(number: str, passengers: int, chance: random.Random) -> RunPlan:
    """Most trains leave in the morning and in the evening."""
    hour = chance.choice([chance.gauss(8, 2), chance.gauss(18, 3), chance.uniform(2, 22)])
    off = [chance.uniform(-CLOCK_OFF_SECONDS, CLOCK_OFF_SECONDS) for _ in range(ROBOTS_PER_RUN)]
    departs_at = min(max(hour, 1.0), 22.0) * 3600.0
    return RunPlan(number, passengers, departs_at, tuple(off))


def _plan_moments(at: int, run: RunPlan, chance: random.Random) -> Iterator[Moment]:
    for passenger in range(run.passengers):
        yield from _plan_passenger(at, run, passenger, chance)
        if chance.random() < GIVES_BACK:
            yield Moment(min(_hungry_at(run, chance), DAY - 1), at, 0, Kind.REFUND)
    for robot in range(ROBOTS_PER_RUN):
        if chance.random() < LOSES_LINK:
            lost = run.departs_at + chance.uniform(-20, 60) * _MINUTE
            yield Moment(lost, at, robot, Kind.CUT)
            yield Moment(lost + chance.uniform(5, 30) * _MINUTE, at, robot, Kind.RETURN)
    if chance.random() < 0.5:
        seen = min(run.departs_at + chance.expovariate(1 / 3600.0), DAY - 1)
        yield Moment(seen, at, chance.randrange(ROBOTS_PER_RUN), Kind.INCIDENT)


def _plan_passenger(
    at: int, run: RunPlan, passenger: int, chance: random.Random
) -> Iterator[Moment]:
    def moment(when: float, kind: Kind, whose: Whose = Whose.OWN) -> Moment:
        robot = chance.randrange(ROBOTS_PER_RUN)
        return Moment(min(when, DAY - 1), at, robot, kind, passenger, whose)

    if chance.random() < NO_SHOW:
        return
    # Nobody comes before the doors open; most come a quarter of an hour before they close.
    comes = run.departs_at - chance.triangular(2, 40, 15) * _MINUTE
    if chance.random() < UNKNOWN_CODE:
        yield moment(comes - 30, Kind.BOARD, Whose.UNKNOWN)
    if chance.random() < WRONG_TRAIN:
        yield moment(comes - 20, Kind.BOARD, Whose.FOREIGN)
    yield moment(comes, Kind.BOARD)
    if chance.random() < COMES_TWICE:
        yield moment(comes + chance.uniform(5, 300), Kind.BOARD)
    if chance.random() < IS_INSPECTED:
        yield moment(run.departs_at + chance.uniform(20, 90) * _MINUTE, Kind.INSPECT)
    if chance.random() < BUYS:
        yield moment(_hungry_at(run, chance), Kind.BUY)


def _hungry_at(run: RunPlan, chance: random.Random) -> float:
    """Around the next meal; soon after departure where that was the last, or had begun before."""
    later = [meal for meal in _MEALS if meal > run.departs_at]
    hungry = chance.gauss(later[0], _MEAL_SPREAD) if later else 0.0
    return max(hungry, run.departs_at + chance.uniform(5, 45) * _MINUTE)
