"""What the crowd is sent."""

import json
from collections import defaultdict

from bench.measure.crowd_rows import AT_ONE_TICKET, ROBOTS, _requests


def test_each_ticket_is_shown_to_ten_different_robots() -> None:
    tokens = [f"token-{number}" for number in range(ROBOTS)]
    asked: dict[str, set[str]] = defaultdict(set)
    requests = _requests("/check", tokens, tickets=120)
    for request in requests:
        head, _, body = request.partition("\r\n\r\n")
        asked[json.loads(body)["code"]].add(head.partition("Bearer ")[2].split()[0])
    assert len(requests) == 120 * AT_ONE_TICKET
    assert {len(robots) for robots in asked.values()} == {AT_ONE_TICKET}
    assert len(asked) == 120
