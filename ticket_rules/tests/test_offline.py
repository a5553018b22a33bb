"""A check without the uplink says what the server would say."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ticket_rules import (
    ManifestRefused,
    ManifestTicket,
    Mode,
    Reason,
    Roster,
    TicketFacts,
    TicketState,
    Trip,
    Verdict,
    check_offline,
    judge,
    receive,
)

from tests.worlds import CODES, NOW, RUN, TRUST, create_manifest, create_ticket, run_states


def roster_of(*tickets: ManifestTicket) -> Roster:
    return receive(create_manifest(list(tickets)), trust=TRUST, run=RUN, now=NOW)


def test_good_ticket() -> None:
    ticket = create_ticket()
    checked = check_offline(
        roster_of(ticket), {}, CODES[0], wagon_number=7, mode=Mode.BOARD, now=NOW
    )
    assert (checked.judgement.verdict, checked.ticket) == (Verdict.OK, ticket)


def test_what_this_robot_boarded_is_used() -> None:
    ticket, earlier = create_ticket(), NOW - timedelta(minutes=5)
    checked = check_offline(
        roster_of(ticket), {ticket.id: earlier}, CODES[0], wagon_number=7, mode=Mode.BOARD, now=NOW
    )
    assert checked.judgement.reason is Reason.ALREADY_USED
    assert checked.first_checked_at == earlier


def test_what_was_boarded_before_the_list_was_made_came_first() -> None:
    ticket = create_ticket(state=TicketState.USED)
    checked = check_offline(
        roster_of(ticket),
        {ticket.id: NOW + timedelta(minutes=5)},
        CODES[0],
        wagon_number=7,
        mode=Mode.INSPECT,
        now=NOW,
    )
    assert checked.first_checked_at == NOW


def test_a_ticket_revoked_after_this_robot_boarded_it() -> None:
    ticket = create_ticket(state=TicketState.REVOKED)
    checked = check_offline(
        roster_of(ticket), {ticket.id: NOW}, CODES[0], wagon_number=7, mode=Mode.INSPECT, now=NOW
    )
    assert checked.judgement.reason is Reason.REVOKED


def test_a_ticket_for_another_day() -> None:
    ticket = create_ticket(departs_at=NOW + timedelta(days=2))
    checked = check_offline(
        roster_of(ticket), {}, CODES[0], wagon_number=7, mode=Mode.BOARD, now=NOW
    )
    assert checked.judgement.reason is Reason.NOT_YET_VALID


def test_unknown_code() -> None:
    checked = check_offline(roster_of(), {}, "made up", wagon_number=7, mode=Mode.BOARD, now=NOW)
    assert checked.judgement.reason is Reason.UNKNOWN_TICKET


def test_nothing_is_judged_by_an_expired_list() -> None:
    with pytest.raises(ManifestRefused):
        check_offline(
            roster_of(),
            {},
            CODES[0],
            wagon_number=7,
            mode=Mode.BOARD,
            now=NOW + timedelta(hours=24),
        )


class Server:
    """What base_server does with a check: facts of the row, `judge`, and the row changes."""

    def __init__(self, states: list[TicketState]) -> None:
        self._states = dict(zip(CODES, states, strict=False))

    def check(self, code: str, trip: Trip, mode: Mode, now: datetime) -> object:
        state = self._states.get(code)
        facts = None
        if state is not None:
            facts = TicketFacts(RUN.train_number, RUN.train_date, 7, NOW, state)
        judgement = judge(facts, trip, mode, now)
        if judgement.verdict is Verdict.OK and mode is Mode.BOARD:
            self._states[code] = TicketState.USED
        return judgement


@given(
    states=run_states,
    wagon=st.none() | st.integers(6, 8),
    asked=st.lists(
        st.tuples(
            st.sampled_from([*CODES, "made up"]), st.sampled_from(Mode), st.integers(0, 1400)
        ),
        max_size=12,
    ),
)
def test_online_and_offline_agree_on_the_same_facts(
    states: list[TicketState], wagon: int | None, asked: list[tuple[str, Mode, int]]
) -> None:
    server = Server(states)
    roster = roster_of(*(create_ticket(n, state) for n, state in enumerate(states)))
    boarded: dict[UUID, datetime] = {}
    for code, mode, minute in asked:
        now = NOW + timedelta(minutes=minute)
        online = server.check(code, Trip(RUN.train_number, RUN.train_date, wagon), mode, now)
        offline = check_offline(roster, boarded, code, wagon_number=wagon, mode=mode, now=now)
        assert offline.judgement == online
        if offline.judgement.verdict is Verdict.OK and mode is Mode.BOARD and offline.ticket:
            boarded[offline.ticket.id] = now
