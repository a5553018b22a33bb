import pytest

from bench.percentiles import percentile


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 10), (0.95, 19), (0.99, 20), (1, 20), (0, 1), (0.05, 1)]
)
def test_nearest_rank(share: float, expected: int) -> None:
    assert percentile([*range(20, 0, -1)], share) == expected


def test_one_value_is_every_percentile() -> None:
    assert percentile([7.0], 0.95) == 7
