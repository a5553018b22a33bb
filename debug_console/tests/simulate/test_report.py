"""Figures, and the report made of them."""

import asyncio
import csv
import time
from pathlib import Path

import pytest

from app.simulate.audit import Audit, Finding
from app.simulate.day.figures import Figures
from app.simulate.day.uplink import Stopwatch
from app.simulate.report import About, write_report

ABOUT = About("http://here", runs=2, passengers=3, speed=60, seed=1, faults=1)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def figures() -> Figures:
    clock = Clock()
    figures = Figures(clock)
    figures.start()
    for number in range(1, 101):
        due = figures.now
        sent_at = clock.now + 0.002
        clock.now = sent_at + number / 1000
        figures.took("board", due, Stopwatch(sent_at, clock.now))
    figures.delays += [0.001, 0.003]
    figures.missed("buy")
    figures.mark("kill base-1")
    return figures


def test_percentiles_and_rates(figures: Figures) -> None:
    board, buy = figures.rows()
    assert (board.count, board.errors) == (100, 0)
    assert board.percentiles == pytest.approx((50.5, 95.05, 99.01))
    # From when the requests left: that they left late is told beside it.
    assert board.waited == pytest.approx((2, 2, 2))
    assert board.rate == pytest.approx(100 / figures.now)
    assert (buy.count, buy.errors) == (0, 1)


def test_report_tells_what_does_not_add_up(figures: Figures, tmp_path: Path) -> None:
    audit = Audit([Finding("lost pennies", 2, ("a", "b")), Finding("ghosts", 0)], {"checks": 100})
    text = write_report(tmp_path / "day", ABOUT, figures, audit).read_text()
    assert "| lost pennies | 2 ✗ a, b |" in text
    assert "| ghosts | 0 |" in text
    assert "does not add up" in text
    assert (tmp_path / "day" / "day.png").read_bytes().startswith(b"\x89PNG")


def test_report_of_a_good_day(figures: Figures, tmp_path: Path) -> None:
    text = write_report(tmp_path, ABOUT, figures, Audit([Finding("ghosts", 0)])).read_text()
    assert "Everything adds up." in text


def test_report_tells_whose_time_it_was(figures: Figures, tmp_path: Path) -> None:
    text = write_report(tmp_path, ABOUT, figures, Audit([])).read_text()
    assert "The simulator itself was late by p50 2.0 ms, p95 2.9 ms, p99 3.0 ms" in text
    assert "| board | 100 | " in text
    with (tmp_path / "answers.csv").open(newline="") as table:
        answers = list(csv.DictReader(table))
    assert len(answers) == 100
    assert answers[0] == {
        "kind": "board",
        "at": "0.002000",
        "seconds": "0.001000",
        "waited": "0.002000",
    }


async def test_delays_of_the_simulator_are_seen() -> None:
    figures = Figures()
    watching = asyncio.create_task(figures.watch_delays())
    await asyncio.sleep(0)
    time.sleep(0.1)  # noqa: ASYNC251 - this is what is looked for
    await asyncio.sleep(0.05)
    watching.cancel()
    assert max(figures.delays) > 0.05
