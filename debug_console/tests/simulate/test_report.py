"""Figures, and the report made of them."""

from pathlib import Path

import pytest

from app.simulate.audit import Audit, Finding
from app.simulate.day.figures import Figures
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
        began = figures.now
        clock.now += number / 1000
        figures.took("board", began)
    figures.missed("buy")
    figures.mark("kill base-1")
    return figures


def test_percentiles_and_rates(figures: Figures) -> None:
    board, buy = figures.rows()
    assert (board.count, board.errors) == (100, 0)
    assert board.percentiles == pytest.approx((50.5, 95.05, 99.01))
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
