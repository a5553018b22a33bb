from pathlib import Path

import pytest
from local_stack.testing.results import Counts, Result, check_counts, counts_of_report
from local_stack.testing.runner import close

REPORT = """<?xml version="1.0"?><testsuites>
<testsuite tests="7" failures="1" errors="1" skipped="2"></testsuite>
<testsuite tests="3" failures="0" errors="0"></testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.xml"
    file.write_text(REPORT)
    return file


def result(passed: int, failed: int, skipped: int = 0) -> Result:
    return Result("a", passed, failed, skipped, 1.0, Path("/dev/null"))


def test_suites_of_a_report_are_added_up(report: Path) -> None:
    assert counts_of_report(report, 1) == Counts(passed=6, failed=2, skipped=2)


def test_run_that_breaks_off_is_a_failure_though_no_test_failed(tmp_path: Path) -> None:
    assert counts_of_report(tmp_path / "none.xml", 2) == Counts(0, 1, 0)


def test_check_counts_as_one() -> None:
    assert (check_counts(0), check_counts(1)) == (Counts(1, 0, 0), Counts(0, 1, 0))


def test_closing_line_stands_alone_and_tells_the_sums(capsys: pytest.CaptureFixture[str]) -> None:
    assert close([result(3, 0, 1), result(4, 0)]) == 0
    assert capsys.readouterr().out == "7 passed, 0 failed, 1 skipped\n"


def test_one_failure_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert close([result(3, 1), result(4, 0)]) == 1
    assert capsys.readouterr().out.endswith("\n7 passed, 1 failed\n")


def test_nothing_run_is_no_success() -> None:
    assert close([]) == 1
