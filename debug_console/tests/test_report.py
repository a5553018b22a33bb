"""The lines of the demo."""

import io

import pytest
from platform_client import PlatformError
from rich.console import Console

from app.demo.report import Report, StepFailed, Unexpected, expect


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def report(output: io.StringIO) -> Report:
    return Report(Console(file=output, width=132))


def test_line_tells_what_was_done_and_the_result(report: Report, output: io.StringIO) -> None:
    with report.step(3, "checks [the] ticket") as line:
        line.result = "OK: Анна [1]"
    shown = output.getvalue()
    assert shown.startswith("3 ✓ checks [the] ticket")
    assert " s  OK: Анна [1]" in shown


def test_number_is_shown_once(report: Report, output: io.StringIO) -> None:
    for what in ("first", "second"):
        with report.step(2, what):
            pass
    assert [line[0] for line in output.getvalue().splitlines()] == ["2", " "]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Unexpected("expected 3, got 4"), "expected 3, got 4"),
        (PlatformError("NO_TRIP", "None.", status=409, request_id="r7"), "(request r7)"),
        (PlatformError("UNREACHABLE", "No answer."), "UNREACHABLE: No answer."),
    ],
)
def test_failure_names_the_step(
    report: Report, output: io.StringIO, error: Exception, why: str
) -> None:
    with pytest.raises(StepFailed) as failed, report.step(4, "buys"):
        raise error
    assert (failed.value.number, failed.value.what) == (4, "buys")
    assert why in failed.value.why
    assert "4 ✗ buys" in output.getvalue()


def test_fault_of_the_demo_itself_is_not_hidden(report: Report) -> None:
    with pytest.raises(ZeroDivisionError), report.step(1, "divides"):
        _ = 1 / 0


def test_expectation() -> None:
    expect(True, "never shown")
    with pytest.raises(Unexpected, match="not so"):
        expect(False, "not so")
