"""The verdict's rules, by example and by property."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ticket_rules import Judgement, Mode, Reason, TicketFacts, TicketState, Trip, Verdict, judge

NOW = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
TRIP = Trip(train_number="002A", train_date=date(2026, 3, 8), wagon_number=7)
TICKET = TicketFacts(
    train_number="002A",
    train_date=date(2026, 3, 8),
    wagon_number=7,
    departs_at=NOW,
    state=TicketState.VALID,
)

times = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
dates = st.sampled_from([date(2026, 3, 7), date(2026, 3, 8)])
trains = st.sampled_from(["002A", "020U"])
wagons = st.integers(1, 3)
tickets = st.builds(
    TicketFacts,
    train_number=trains,
    train_date=dates,
    wagon_number=wagons,
    departs_at=times,
    state=st.sampled_from(TicketState),
)
trips = st.builds(Trip, train_number=trains, train_date=dates, wagon_number=st.none() | wagons)
modes = st.sampled_from(Mode)
MOMENT = timedelta(microseconds=1)
# In the order in which they are looked at; the last two by turns, for no ticket is both.
BROKEN: list[tuple[dict[str, Any], Reason]] = [
    ({"state": TicketState.REVOKED}, Reason.REVOKED),
    ({"train_number": "020U"}, Reason.WRONG_TRAIN),
    ({"train_date": date(2026, 3, 9)}, Reason.WRONG_DATE),
    ({"departs_at": NOW + timedelta(hours=25)}, Reason.NOT_YET_VALID),
    ({"state": TicketState.USED}, Reason.ALREADY_USED),
]


def test_good_ticket_is_accepted() -> None:
    assert judge(TICKET, TRIP, Mode.BOARD, NOW) == Judgement(Verdict.OK, None)


@pytest.mark.parametrize(
    ("ticket", "reason"),
    [
        (None, Reason.UNKNOWN_TICKET),
        (replace(TICKET, state=TicketState.REVOKED), Reason.REVOKED),
        (replace(TICKET, train_number="020U"), Reason.WRONG_TRAIN),
        (replace(TICKET, train_date=date(2026, 3, 9)), Reason.WRONG_DATE),
        (replace(TICKET, departs_at=NOW + timedelta(hours=25)), Reason.NOT_YET_VALID),
        (replace(TICKET, departs_at=NOW - timedelta(days=9)), Reason.EXPIRED),
        (replace(TICKET, state=TicketState.USED), Reason.ALREADY_USED),
    ],
)
def test_bad_ticket_is_refused_with_its_reason(ticket: TicketFacts | None, reason: Reason) -> None:
    assert judge(ticket, TRIP, Mode.BOARD, NOW) == Judgement(Verdict.REFUSED, reason)


@pytest.mark.parametrize("first", range(len(BROKEN)))
@pytest.mark.parametrize(
    "late", [BROKEN[3], ({"departs_at": NOW - timedelta(days=9)}, Reason.EXPIRED)]
)
def test_of_several_broken_rules_the_first_gives_the_reason(
    first: int, late: tuple[dict[str, Any], Reason]
) -> None:
    rules = [*BROKEN[:3], late, *BROKEN[4:]][first:]
    # What a later rule breaks, an earlier one may break in another way.
    ticket = reduce(lambda found, rule: replace(found, **rule[0]), reversed(rules), TICKET)
    assert judge(ticket, TRIP, Mode.BOARD, NOW).reason is rules[0][1]


@pytest.mark.parametrize(
    ("departs_in", "reason"),
    [
        (timedelta(hours=24), None),
        (timedelta(hours=24) + MOMENT, Reason.NOT_YET_VALID),
        (-timedelta(days=8), None),
        (-timedelta(days=8) - MOMENT, Reason.EXPIRED),
    ],
)
def test_a_day_before_the_departure_until_eight_days_after_it(
    departs_in: timedelta, reason: Reason | None
) -> None:
    ticket = replace(TICKET, departs_at=NOW + departs_in)
    assert judge(ticket, TRIP, Mode.BOARD, NOW).reason is reason


@pytest.mark.parametrize(
    ("departs_at", "reason"),
    [
        (datetime.min.replace(tzinfo=UTC), Reason.EXPIRED),
        (datetime.max.replace(tzinfo=UTC), Reason.NOT_YET_VALID),
    ],
)
def test_a_departure_at_the_end_of_all_times(departs_at: datetime, reason: Reason) -> None:
    ticket = replace(TICKET, departs_at=departs_at)
    assert judge(ticket, TRIP, Mode.BOARD, NOW) == Judgement(Verdict.REFUSED, reason)


def test_a_robot_of_no_wagon_warns_of_none() -> None:
    anywhere = replace(TRIP, wagon_number=None)
    assert judge(TICKET, anywhere, Mode.BOARD, NOW) == Judgement(Verdict.OK, None)


def test_wrong_wagon_is_only_a_warning() -> None:
    elsewhere = replace(TICKET, wagon_number=8)
    assert judge(elsewhere, TRIP, Mode.BOARD, NOW) == Judgement(Verdict.OK, Reason.WRONG_WAGON)


def test_used_ticket_passes_inspection() -> None:
    used = replace(TICKET, state=TicketState.USED)
    assert judge(used, TRIP, Mode.INSPECT, NOW).verdict is Verdict.OK


@given(ticket=tickets, trip=trips, mode=modes, now=times)
def test_only_a_valid_ticket_boards(
    ticket: TicketFacts, trip: Trip, mode: Mode, now: datetime
) -> None:
    if judge(ticket, trip, Mode.BOARD, now).verdict is Verdict.OK:
        assert ticket.state is TicketState.VALID
        assert (ticket.train_number, ticket.train_date) == (trip.train_number, trip.train_date)


@given(ticket=tickets, trip=trips, now=times)
def test_nothing_boards_twice(ticket: TicketFacts, trip: Trip, now: datetime) -> None:
    used = replace(ticket, state=TicketState.USED)
    assert judge(used, trip, Mode.BOARD, now).verdict is Verdict.REFUSED


@given(ticket=tickets, trip=trips, mode=modes, now=times)
def test_refusals_have_a_reason_and_acceptance_only_a_warning(
    ticket: TicketFacts, trip: Trip, mode: Mode, now: datetime
) -> None:
    judgement = judge(ticket, trip, mode, now)
    if judgement.verdict is Verdict.OK:
        assert judgement.reason in {None, Reason.WRONG_WAGON}
    else:
        assert judgement.reason not in {None, Reason.WRONG_WAGON}


@given(ticket=tickets, trip=trips, now=times)
def test_what_boards_also_passes_inspection(ticket: TicketFacts, trip: Trip, now: datetime) -> None:
    if judge(ticket, trip, Mode.BOARD, now).verdict is Verdict.OK:
        assert judge(ticket, trip, Mode.INSPECT, now).verdict is Verdict.OK
