"""What is read of a simulated day."""

from pathlib import Path

from bench.measure.day_rows import Answer, _read


def test_only_what_has_a_floor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(
        "kind,at,seconds,waited\n"
        "board,0.5,0.010,0.0\n"
        "refund,0.6,0.020,0.0\n"
        "inspect,0.7,0.030,0.1\n"
        "buy,0.8,0.040,0.0\n"
    )
    assert _read(file) == {
        "check": [Answer(0.5, 0.010), Answer(0.7, 0.030)],
        "purchase": [Answer(0.8, 0.040)],
    }
