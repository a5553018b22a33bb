"""Requests as a generator sends them."""

import json
import re
from pathlib import Path

import pytest

from bench.load.orders import checks, purchases
from bench.load.wrk import Target


@pytest.fixture
def target(tmp_path: Path) -> Target:
    tokens, items = tmp_path / "tokens.txt", tmp_path / "items.txt"
    tokens.write_text("one\ntwo\n")
    items.write_text("tea\nborscht\npelmeni\nkvass\n")
    return Target("any", "/here", tokens, items)


def body_of(request: str) -> str:
    head, body = request.split("\r\n\r\n")
    length = re.search(r"Content-Length: ([0-9]+)", head)
    assert length is not None
    assert int(length[1]) == len(body)
    return body


def test_each_check_is_of_another_ticket(target: Target) -> None:
    asked = [json.loads(body_of(one)) for one in checks(target, "x", 20)]
    assert len({one["code"] for one in asked}) == 20
    assert len({one["request_id"] for one in asked}) == 20


def test_robots_take_turns(target: Target) -> None:
    assert [re.findall("Bearer (.*)\r", one)[0] for one in checks(target, "x", 3)] == [
        "one",
        "two",
        "one",
    ]


def test_each_purchase_is_of_three_items_under_a_key_of_its_own(target: Target) -> None:
    requests = purchases(target, "x", 20)
    keys = {re.findall("Idempotency-Key: (.*)\r", one)[0] for one in requests}
    assert len(keys) == 20
    for one in requests:
        assert len({wanted["item_id"] for wanted in json.loads(body_of(one))["items"]}) == 3
