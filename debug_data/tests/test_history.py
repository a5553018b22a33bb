"""What robots tell of the days before."""

import datetime as dt
import random
from uuid import uuid4

from app.catalogue import read_catalogue
from app.loading.history import _checks
from app.loading.passengers import Issued
from app.plan import plan_passengers, plan_runs

DAY = dt.date(2026, 3, 8)


def issued() -> list[Issued]:
    catalogue = read_catalogue()
    run = plan_runs(catalogue, DAY)[0]
    return [
        Issued(uuid4(), str(at), uuid4(), one)
        for at, one in enumerate(plan_passengers(catalogue, run))
    ]


def test_most_board_once_and_in_time() -> None:
    tickets = issued()
    checks = _checks(tickets, 0, random.Random(1))
    boarded = {one.code_hash for one in checks if one.verdict == "OK"}
    accepted = [one for one in checks if one.verdict == "OK"]
    assert len(accepted) == len(boarded)
    assert len(tickets) * 0.6 < len(boarded) <= len(tickets)
    departures = [one.passenger.departs_at for one in tickets]
    assert all(one.made_at <= max(departures) for one in accepted)


def test_sequence_goes_on() -> None:
    checks = _checks(issued(), 7, random.Random(1))
    assert [one.sequence for one in checks] == list(range(8, 8 + len(checks)))


def test_the_same_ticket_again_is_refused() -> None:
    checks = _checks(issued() * 5, 0, random.Random(1))
    again = [one for one in checks if one.verdict == "REFUSED"]
    assert again
    assert {one.reason for one in again} == {"ALREADY_USED"}
