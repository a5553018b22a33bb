import os

from bench.report.pace import Moment, Pace


class TestPace:
    def test_stolen_is_a_share_of_all_cores(self) -> None:
        cores = len(os.sched_getaffinity(0))
        before = Moment(counting=1.0, stolen=100.0, at=50.0)
        after = Moment(counting=2.0, stolen=100.0 + cores * 5.0, at=60.0)
        assert Pace.between(before, after) == Pace(1.0, 2.0, 0.5)

    def test_a_moment_is_read_from_the_machine(self) -> None:
        before, after = Moment.now(), Moment.now()
        assert before.counting > 0
        assert 0 < after.counting <= after.at - before.at
        assert 0 <= Pace.between(before, after).stolen <= 1
