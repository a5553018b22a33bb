from bench.measure.plan import QUICK
from bench.measure.result import Goal, Row, Spread
from bench.report.machine import Machine
from bench.report.pace import Pace
from bench.report.report import Report


def create_row(*, ours: float = 300, floor: float = 400, goal: float = 0.6) -> Row:
    ratio = ours / floor
    return Row(
        name="ticket check",
        unit="req/s",
        ours=Spread(ours, ours, ours),
        floor=Spread(floor, floor, floor),
        ratio=Spread(ratio, ratio - 0.1, ratio + 0.1),
        goal=Goal(goal, is_least=True),
        goal_is_ratio=True,
        runs=[create_run("ours", 0.5), create_run("floor", 0.25)],
    )


def create_run(side: str, cores: float) -> dict[str, object]:
    return {
        "side": side,
        "requests": 1000,
        "seconds": 2.0,
        "cpu": {"server": cores},
        "others_cpu": 0.3,
    }


def create_report(*rows: Row) -> Report:
    machine = Machine(
        measured_at="2026-11-21T02:00+00:00",
        commit="abc1234",
        kind="Some CPU",
        cores=2,
        memory_gigabytes=8,
        system="Debian",
        load=0.1,
        versions={"Python": "3.11"},
    )
    return Report(
        machine,
        QUICK,
        durable=False,
        rows=list(rows),
        generator={"ticket check": 30_000},
        pace=Pace(counting_before=1.1, counting_after=2.24, stolen=0.125),
    )
