"""The rows as text: columns for a terminal, a table for Markdown."""

from collections.abc import Sequence

from bench.measure.result import Goal, Row, Spread

HEADINGS = ("what", "ours", "floor", "ratio: median (least to most)", "goal", "met")


def cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        f"{_number(row.ours.median)} {row.unit}",
        f"{_number(row.floor.median)} {row.unit}" if row.floor else "",
        _ratio(row.ratio) if row.ratio else _range(row.ours),
        _goal(row.goal, "of the floor" if row.goal_is_ratio else row.unit) if row.goal else "",
        {True: "yes", False: "no", None: ""}[row.is_met],
    )


def plain_table(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([padded[0], "-" * len(padded[0]), *padded[1:]])


def markdown_table(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, ("---",) * len(HEADINGS), *map(cells, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cpu_lines(row: Row) -> list[str]:
    """What a request costs each program, in milliseconds of CPU; on average over the runs.

    It tells more than the rate where others use the machine too: they take time from us, but they
    hardly change how much we need.
    """
    lines = []
    for side in ("ours", "floor"):
        runs = [run for run in row.runs if run.get("side") == side]
        if not runs:
            continue
        requests = sum(run["requests"] for run in runs)
        costs = {
            name: 1000 * sum(run["cpu"][name] * run["seconds"] for run in runs) / requests
            for name in runs[0]["cpu"]
        }
        told = ", ".join(f"{name} {cost:.2f}" for name, cost in costs.items() if cost >= 0.01)
        others = sum(run["others_cpu"] for run in runs) / len(runs)
        lines.append(f"{row.name}, {side}: {told}; others used {others:.1f} cores")
    return lines


def _ratio(ratio: Spread) -> str:
    return f"{ratio.median:.2f} ({ratio.least:.2f} to {ratio.most:.2f})"


def _range(ours: Spread) -> str:
    return "" if ours.least == ours.most else f"{_number(ours.least)} to {_number(ours.most)}"


def _goal(goal: Goal, unit: str) -> str:
    return f"{'≥' if goal.is_least else '≤'} {goal.value:g} {unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
