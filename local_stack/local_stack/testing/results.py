"""What a run of tests or a check came to."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Result:
    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    log: Path

    @property
    def is_good(self) -> bool:
        return self.failed == 0


@dataclass(frozen=True)
class Counts:
    passed: int
    failed: int
    skipped: int


def check_counts(exit_code: int) -> Counts:
    return Counts(1, 0, 0) if exit_code == 0 else Counts(0, 1, 0)


def counts_of_report(report: Path, exit_code: int) -> Counts:
    """From a JUnit report. A run that failed without a failed test counts as one failure."""
    counts = _read(report) if report.exists() else Counts(0, 0, 0)
    if exit_code != 0 and counts.failed == 0:
        return Counts(counts.passed, 1, counts.skipped)
    return counts


def _read(report: Path) -> Counts:
    # Written by the test runner that we just started ourselves.
    root = ElementTree.parse(report).getroot()  # noqa: S314
    suites = [root] if root.tag == "testsuite" else root.findall("testsuite")

    def total(attribute: str) -> int:
        return sum(int(suite.get(attribute, "0")) for suite in suites)

    failed = total("failures") + total("errors")
    skipped = total("skipped")
    return Counts(total("tests") - failed - skipped, failed, skipped)
