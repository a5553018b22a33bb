from bench.measure.result import Goal, Row, Spread
from bench.report.table import cells, cpu_lines, plain_table
from tests.factories import create_row


class TestCells:
    def test_a_ratio_is_held_against_its_goal(self) -> None:
        assert cells(create_row(ours=300))[-2:] == ("≥ 0.6 of the floor", "yes")
        assert cells(create_row(ours=200))[-1] == "no"

    def test_a_figure_without_a_floor_is_held_against_its_own(self) -> None:
        memory = Row("memory", "GB", Spread.of([1.6]), Goal(1.5, is_least=False))
        assert cells(memory) == ("memory", "1.6 GB", "", "", "≤ 1.5 GB", "no")

    def test_a_latency_with_a_floor_is_held_against_its_own_goal(self) -> None:
        ten, fifty = Spread.of([10]), Goal(50, is_least=False)
        row = Row("p99", "ms", ten, fifty, floor=Spread.of([1]), ratio=ten)
        assert cells(row)[-1] == "yes"


def test_columns_are_aligned() -> None:
    lines = plain_table([create_row(), create_row(ours=12_345)]).splitlines()
    assert lines[2].index("400") == lines[3].index("400")


def test_cpu_is_told_per_request() -> None:
    ours, floor = cpu_lines(create_row())
    assert ours == "ticket check, ours: server 1.00; others used 0.3 cores"
    assert floor == "ticket check, floor: server 0.50; others used 0.3 cores"
