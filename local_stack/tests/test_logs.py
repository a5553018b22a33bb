import pytest
from local_stack.logs import readable, show_logs
from local_stack.messages import UserError
from local_stack.stack.home import Home

LINE = '{"event":"ticket.checked","level":"info","timestamp":"2026-11-21T01:02:03.456Z","robot":7}'


def test_json_line_becomes_time_level_event_and_fields() -> None:
    assert readable(LINE) == "01:02:03.456 info    ticket.checked robot=7"


@pytest.mark.parametrize("line", ["Traceback (most recent call last):", "[1, 2]", "{broken"])
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert readable(line) == line


def test_name_of_a_server_means_all_its_replicas(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("base-1", "base-2", "store-1"):
        (home.logs / f"{name}.log").write_text(f"line of {name}\n")
    show_logs(home, "base", follow=False)
    shown = capsys.readouterr().out
    assert "line of base-1" in shown
    assert "line of base-2" in shown
    assert "store" not in shown


def test_unknown_name_is_answered_with_the_known_ones(home: Home) -> None:
    (home.logs / "redis.log").touch()
    with pytest.raises(UserError, match="There are: redis"):
        show_logs(home, "nobody", follow=False)
