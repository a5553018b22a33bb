"""Many robots are shown the same tickets at the same moments: each boards once, and none twice."""

import dataclasses
import random

from bench.load.orders import request, run_requests
from bench.load.wrk import Sample
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack.laboratory import Laboratory
from bench.stack.seed import TRAIN, register_robots
from bench.stack.tables import CHECKS, Connection, restore

ROBOTS = 50
# How many robots are shown one ticket.
AT_ONE_TICKET = 10
# So close together that their checks meet.
TICKETS_AT_ONCE = 50
# What the generator is given at once.
BATCH = 20_000
# More than any server takes: each connection asks as soon as it may.
NO_LIMIT = 1e9
_WRONG = """
SELECT count(*) FROM (
    SELECT t.id FROM tickets t LEFT JOIN ticket_checks c
        ON c.ticket_id = t.id AND c.mode = 'BOARD' AND c.verdict = 'OK'
    WHERE t.code_hash IN (
        SELECT sha256(convert_to('bench-' || lpad(n::text, 6, '0'), 'UTF8'))
        FROM generate_series(0, $1::int - 1) AS n)
    GROUP BY t.id
    HAVING count(c.id) <> 1 OR min(t.state) <> 'USED'
) AS wrong
"""


async def measure_crowd(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """What must be zero is counted in the database."""
    url, base = laboratory.ours.side.url, laboratory.ours.base
    checks = ROBOTS * plan.checks_per_robot
    tickets = checks // AT_ONE_TICKET
    await restore(base, CHECKS)
    tokens = await register_robots(url, ROBOTS, TRAIN)
    path = laboratory.targets["check"].path
    requests = _requests(path, tokens, tickets)
    samples: list[Sample] = []
    for first in range(0, len(requests), BATCH):
        samples.append(await run_requests(url, requests[first : first + BATCH], NO_LIMIT))  # noqa: PERF401 - one after the other
    wrong = await _count_wrong(base, tickets, checks)
    await restore(base, CHECKS)
    name = f"{checks:,} checks of {tickets:,} tickets by {ROBOTS} robots at once"
    runs = [dataclasses.asdict(sample) for sample in samples]
    rates = Spread.of([sample.rate for sample in samples])
    return [
        Row(f"{name}: boarded twice or never", "", Spread.of([wrong]), Goal(0, is_least=False)),
        Row(name, "req/s", rates, None, runs=runs),
    ]


async def _count_wrong(base: Connection, tickets: int, checks: int) -> int:
    """Tickets that did not board exactly once, and checks of which there is no row."""
    wrong = int(await base.fetchval(_WRONG, tickets))
    rows = int(await base.fetchval("SELECT count(*) FROM ticket_checks"))
    return wrong + abs(checks - rows)


def _requests(path: str, tokens: list[str], tickets: int) -> list[str]:
    """Each ticket by ten robots, in an order that lets them collide; the same every time."""
    chance = random.Random(1)  # noqa: S311 - an order, no secret
    asked: list[str] = []
    for first in range(0, tickets, TICKETS_AT_ONCE):
        together = [
            (ticket, (ticket + 5 * turn) % ROBOTS)
            for ticket in range(first, min(first + TICKETS_AT_ONCE, tickets))
            for turn in range(AT_ONE_TICKET)
        ]
        chance.shuffle(together)
        asked += [_request(path, tokens[robot], ticket) for ticket, robot in together]
    return asked


def _request(path: str, token: str, ticket: int) -> str:
    body = f'{{"request_id":"crowd-{ticket}","code":"bench-{ticket:06d}","mode":"BOARD"}}'
    return request("POST", path, token, body)
