"""What `make up` refuses in one sentence."""

import pytest
from local_stack.cli import main
from local_stack.messages import UserError
from local_stack.supervision.control import Message
from local_stack.up import Wishes, _require_same

STATUS: Message = {
    "url": "http://localhost:9080",
    "processes": [{"name": name} for name in ("postgres", "base-1", "face-1", "gateway")],
}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--port", "abc"], "PORT is a number, not 'abc'. For example: make up PORT=8080"),
        (["--port", "80"], "PORT is a number from 1024 to"),
        (["--port", "70000"], "PORT is a number from 1024 to"),
        (["--replicas", "two"], "REPLICAS is a number, not 'two'"),
        (["--replicas", "0"], "REPLICAS is a number from 1 to"),
    ],
)
def test_impossible_wish_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["up", *arguments]) == 1
    captured = capsys.readouterr().err
    assert told in captured
    assert "Traceback" not in captured


def test_kill_without_a_name_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kill"]) == 1
    assert "make kill NAME=base-1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(port=8080, explicit=frozenset({"PORT"})),
        Wishes(port=9080, replicas=2, explicit=frozenset({"REPLICAS"})),
    ],
)
def test_running_stack_of_another_kind_does_not_pass_for_the_wished_one(wishes: Wishes) -> None:
    with pytest.raises(UserError, match="PORT=9080 REPLICAS=1"):
        _require_same(STATUS, wishes)


@pytest.mark.parametrize(
    "wishes", [Wishes(), Wishes(port=9080, explicit=frozenset({"PORT", "REPLICAS"}))]
)
def test_running_stack_of_the_wished_kind_is_taken(wishes: Wishes) -> None:
    _require_same(STATUS, wishes)
