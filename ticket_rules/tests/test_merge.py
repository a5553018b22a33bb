"""Who holds a ticket, by example and by property."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ticket_rules import (
    LONGEST_OFFLINE,
    Claim,
    ClaimedTicket,
    Mode,
    Outcome,
    Reason,
    Standing,
    TicketFacts,
    TicketState,
    Trip,
    Verdict,
    corrected_time,
    judge,
    merge,
)

from tests.worlds import NOW, RUN, claimed_tickets, claims, uuid

TRIP = Trip(RUN.train_number, RUN.train_date, 7)
TICKET = ClaimedTicket(
    TicketFacts(RUN.train_number, RUN.train_date, 7, NOW, TicketState.VALID), revoked_at=None
)
HOLDS = Outcome(Standing.HOLDS, None)


def claim(minute: int = 0, device: int = 1, sequence: int = 1, request: str = "a") -> Claim:
    return Claim(NOW + timedelta(minutes=minute), uuid(device), sequence, request, TRIP)


def conflict(cause: Reason) -> Outcome:
    return Outcome(Standing.CONFLICT, cause)


def test_the_first_holds_and_the_later_are_in_conflict() -> None:
    first, second, third = claim(0, device=2), claim(1, device=1), claim(2, device=3)
    assert merge(TICKET, [third, first, second]) == {
        first: HOLDS,
        second: conflict(Reason.ALREADY_USED),
        third: conflict(Reason.ALREADY_USED),
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claim(0, device=1, sequence=2), claim(0, device=2, sequence=1)),
        (claim(0, sequence=1, request="b"), claim(0, sequence=2, request="a")),
        (claim(0, request="a"), claim(0, request="b")),
    ],
)
def test_at_one_moment_device_sequence_and_request_decide(first: Claim, second: Claim) -> None:
    assert merge(TICKET, [second, first])[first] == HOLDS


@pytest.mark.parametrize(
    "other", [Trip("020U", RUN.train_date, 7), Trip("002A", RUN.train_date, None)]
)
def test_claims_that_differ_in_their_trip_alone_are_in_one_order(other: Trip) -> None:
    one, another = claim(), replace(claim(), trip=other)
    both = [one, another]
    assert list(merge(TICKET, both)) == list(merge(TICKET, both[::-1]))
    assert merge(TICKET, both) == merge(TICKET, both[::-1])


def test_what_was_asked_online_and_decided_offline_too_is_one_claim() -> None:
    online = claim(0, sequence=0, request="a")
    offline = claim(1, sequence=5, request="a")
    assert merge(TICKET, [online, offline]) == {online: HOLDS, offline: HOLDS}


def test_claim_after_the_revocation() -> None:
    ticket = replace(TICKET, revoked_at=NOW)
    before, after = claim(-1), claim(0, request="b")
    assert merge(ticket, [before, after]) == {before: HOLDS, after: conflict(Reason.REVOKED)}


def test_unknown_ticket() -> None:
    assert merge(None, [claim()]) == {claim(): conflict(Reason.UNKNOWN_TICKET)}


def test_ticket_of_another_run() -> None:
    elsewhere = replace(claim(), trip=Trip("020U", RUN.train_date, None))
    assert merge(TICKET, [elsewhere]) == {elsewhere: conflict(Reason.WRONG_TRAIN)}


@given(ticket=claimed_tickets, all_claims=st.lists(claims, unique=True), data=st.data())
def test_the_order_of_arrival_does_not_matter(
    ticket: ClaimedTicket | None, all_claims: list[Claim], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(all_claims))
    assert merge(ticket, shuffled) == merge(ticket, all_claims)


@given(ticket=claimed_tickets, all_claims=st.lists(claims, unique=True), data=st.data())
def test_splitting_into_uploads_does_not_matter(
    ticket: ClaimedTicket | None, all_claims: list[Claim], data: st.DataObject
) -> None:
    known: set[Claim] = set()
    outcomes: dict[Claim, Outcome] = {}
    waiting = data.draw(st.permutations(all_claims))
    while waiting:
        size = data.draw(st.integers(1, len(waiting)))
        known |= set(waiting[:size])
        waiting = waiting[size:]
        outcomes = merge(ticket, known)
    assert outcomes == merge(ticket, all_claims)


@given(ticket=claimed_tickets, all_claims=st.lists(claims))
def test_nothing_is_lost_and_at_most_one_boarding_holds(
    ticket: ClaimedTicket | None, all_claims: list[Claim]
) -> None:
    outcomes = merge(ticket, all_claims)
    assert outcomes.keys() == set(all_claims)
    holding = {
        (one.device_id, one.request_id)
        for one, outcome in outcomes.items()
        if outcome.standing is Standing.HOLDS
    }
    assert len(holding) <= 1
    assert all((o.cause is None) == (o.standing is Standing.HOLDS) for o in outcomes.values())


@given(
    ticket=claimed_tickets,
    all_claims=st.lists(claims, unique_by=lambda one: (one.device_id, one.request_id)),
)
def test_the_result_is_what_the_server_would_have_answered_one_by_one(
    ticket: ClaimedTicket | None, all_claims: list[Claim]
) -> None:
    """Zero difference: the same passengers board as if the uplink had never been away."""
    state = TicketState.VALID
    boards = set()
    for one in sorted(all_claims, key=lambda c: (c.claimed_at, c.device_id, c.sequence)):
        facts = None
        if ticket is not None:
            is_revoked = ticket.revoked_at is not None and ticket.revoked_at <= one.claimed_at
            facts = replace(ticket.facts, state=TicketState.REVOKED if is_revoked else state)
        if judge(facts, one.trip, Mode.BOARD, one.claimed_at).verdict is Verdict.OK:
            boards.add(one)
            state = TicketState.USED
    outcomes = merge(ticket, all_claims)
    assert {one for one in all_claims if outcomes[one].standing is Standing.HOLDS} == boards


class TestCorrectedTime:
    @given(
        offset=st.timedeltas(timedelta(days=-4000), timedelta(days=4000)),
        age=st.timedeltas(timedelta(0), LONGEST_OFFLINE),
    )
    def test_a_clock_that_is_off_changes_nothing(self, offset: timedelta, age: timedelta) -> None:
        assert corrected_time(NOW + offset - age, NOW + offset, NOW) == NOW - age

    def test_thirty_days_without_the_uplink_are_believed(self) -> None:
        age = timedelta(days=30)
        assert corrected_time(NOW - age, NOW, NOW) == NOW - age

    @pytest.mark.parametrize(
        "age",
        [
            timedelta(seconds=-1),
            timedelta(days=-4000),
            timedelta(days=30, microseconds=1),
        ],
    )
    def test_an_impossible_time_counts_from_its_arrival(self, age: timedelta) -> None:
        assert corrected_time(NOW - age, NOW, NOW) == NOW
