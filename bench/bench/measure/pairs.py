"""Ours and the floor in turn, again and again, so that both meet the same machine."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from bench.load.wrk import Sample
from bench.measure.endpoints import Endpoint
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Bench, Laboratory
from bench.stack.processes import cpu_seconds, machine_cpu_seconds

Figure = Callable[[Sample], float]


@dataclass(frozen=True)
class Run:
    """One sample, and who used the CPU meanwhile, in cores. `others`: programs that are none of
    ours, which is how quiet the machine was."""

    sample: Sample
    cpu: dict[str, float]
    others: float

    def as_json(self, side: str) -> dict[str, Any]:
        rounded = {name: round(value, 4) for name, value in self.cpu.items()}
        sample = asdict(self.sample) | {"rate": round(self.sample.rate, 1)}
        return {"side": side, **sample, "cpu": rounded, "others_cpu": round(self.others, 2)}


# Loads one side under a label of its own and returns what the generator saw.
Load = Callable[[Bench, str], Awaitable[Sample]]
Pair = tuple[Run, Run]


async def alternate(
    laboratory: Laboratory, endpoint: Endpoint, load: Load, turns: int
) -> list[Pair]:
    """(ours, floor) of each turn; who comes first changes, as a machine slows down or warms up."""
    pairs = []
    for number in range(turns):
        sides = [laboratory.ours, laboratory.floor]
        if number % 2:
            sides.reverse()
        done = {}
        for bench in sides:
            await endpoint.prepare(bench)
            run = done[bench.side.name] = await watched(bench, load, f"turn-{number}")
            await endpoint.verify(bench, run.sample)
        pairs.append((done[laboratory.ours.side.name], done[laboratory.floor.side.name]))
    return pairs


async def watched(bench: Bench, load: Load, label: str) -> Run:
    before = {name: cpu_seconds(pid) for name, pid in bench.pids.items()}
    machine = machine_cpu_seconds()
    sample = await load(bench, label)
    busy = machine_cpu_seconds() - machine
    used = {name: cpu_seconds(pid) - before[name] for name, pid in bench.pids.items()}
    seconds = sample.seconds
    ours = sum(used.values()) + sample.generator_cpu * seconds
    return Run(
        sample,
        cpu={name: value / seconds for name, value in used.items()}
        | {"generator": sample.generator_cpu},
        others=max(0.0, busy - ours) / seconds,
    )


def rate(sample: Sample) -> float:
    return sample.rate


def p99_ms(sample: Sample) -> float:
    return sample.p99_ms


def row_of_pairs(
    name: str, unit: str, pairs: list[Pair], figure: Figure, goal: Goal, *, goal_is_ratio: bool
) -> Row:
    ours = [figure(pair[0].sample) for pair in pairs]
    floor = [figure(pair[1].sample) for pair in pairs]
    return Row(
        name=name,
        unit=unit,
        ours=Spread.of(ours),
        floor=Spread.of(floor),
        ratio=Spread.of([a / b for a, b in zip(ours, floor, strict=True)]),
        goal=goal,
        goal_is_ratio=goal_is_ratio,
        runs=[
            run.as_json(side)
            for pair in pairs
            for run, side in zip(pair, ("ours", "floor"), strict=True)
        ],
    )
