"""The report of a day: Markdown with plots."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from app.simulate.audit import Audit
from app.simulate.day.figures import NAMES, Answer, Figures, cells, lateness

_BUCKETS = 60


@dataclass(frozen=True)
class About:
    """What was simulated."""

    url: str
    runs: int
    passengers: int
    speed: float
    seed: int
    faults: int


def write_report(folder: Path, about: About, figures: Figures, audit: Audit) -> Path:
    """The file; the plots lie beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    _plot(folder / "day.png", figures)
    _write_answers(folder / "answers.csv", figures)
    report = folder / "report.md"
    report.write_text("\n".join(_lines(about, figures, audit)) + "\n", encoding="utf-8")
    return report


def _lines(about: About, figures: Figures, audit: Audit) -> Iterator[str]:
    yield "# A simulated day"
    yield ""
    yield (
        f"{about.runs} train runs with {about.passengers} passengers each, "
        f"{about.speed:g} times as fast as life, seed {about.seed}, at {about.url}, "
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC. "
        f"It took {figures.now:.0f} s; faults: {about.faults}."
    )
    yield ""
    yield "## Answers"
    yield ""
    yield _line(NAMES)
    yield "|---|" + "---:|" * (len(NAMES) - 1)
    yield from (_line(cells(row)) for row in figures.rows())
    yield ""
    yield _story(figures)
    yield ""
    yield "![answers and latency](day.png)"
    yield ""
    yield "## What came of it"
    yield ""
    yield from (f"- {what}: {count:,}" for what, count in sorted(figures.counts.items()))
    yield ""
    yield "## Audit"
    yield ""
    yield from (f"- {what}: {count:,}" for what, count in audit.counts.items())
    yield ""
    yield "| must be zero | |"
    yield "|---|---:|"
    for one in audit.findings:
        yield f"| {one.what} | {one.count}{' ✗ ' + ', '.join(one.examples) if one.count else ''} |"
    yield ""
    yield "Everything adds up." if audit.is_good else "**It does not add up.**"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _story(figures: Figures) -> str:
    """What the table says, and whose figures they are."""
    return (
        "An answer is timed from the moment at which the request left the robot until the whole "
        "answer was there. *Waited* is how long a passenger had stood there until then: for those "
        "whom the same robot served first, and for the simulator, which plays all robots in one "
        f"process. The simulator itself was late by {lateness(figures)}: by as much answers seem "
        "to take longer than they did. Every single answer is in [answers.csv](answers.csv)."
    )


def _write_answers(file: Path, figures: Figures) -> None:
    with file.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["kind", *(field.name for field in fields(Answer))])
        for kind, answers in figures.answers.items():
            writer.writerows([kind, *map("{:.6f}".format, astuple(one))] for one in answers)


def _plot(file: Path, figures: Figures) -> None:
    # Here, because it takes longer to load than most commands take.
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415

    edges = np.linspace(0, max(figures.now, 1e-3), _BUCKETS + 1)
    figure, (rates, latencies) = plt.subplots(2, 1, figsize=(10, 6), sharex=True)
    for kind, answers in sorted(figures.answers.items()):
        at = np.array([answer.at for answer in answers])
        taken = np.array([answer.seconds for answer in answers]) * 1000
        counts, _ = np.histogram(at, edges)
        rates.step(edges[:-1], counts / np.diff(edges), where="post", label=kind)
        latencies.plot(at, taken, ".", markersize=2, label=kind)
    for axes in (rates, latencies):
        for at_mark, what in figures.marks:
            axes.axvline(at_mark, color="tab:red", alpha=0.4, linewidth=1)
            if axes is rates:
                axes.annotate(
                    what,
                    (at_mark, 1),
                    xycoords=("data", "axes fraction"),
                    rotation=90,
                    fontsize=6,
                    va="top",
                )
        axes.legend(fontsize=7, loc="upper right")
        axes.grid(alpha=0.3)
    rates.set_ylabel("answers per second")
    latencies.set(ylabel="milliseconds", xlabel="seconds", yscale="log")
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
